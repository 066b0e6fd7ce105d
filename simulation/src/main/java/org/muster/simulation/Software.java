package org.muster.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.muster.agent.core.Request;
import org.muster.coordinator.core.module.ArtifactRule;
import org.muster.coordinator.core.module.OnUnknown;
import org.muster.coordinator.core.module.PhaseRule;
import org.muster.coordinator.core.module.PlannedModule;
import org.muster.coordinator.core.module.Requirement;
import org.muster.coordinator.core.plan.Blueprint;
import org.muster.coordinator.core.plan.Planner;
import org.muster.protocol.BarrierRequest;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;
import org.muster.protocol.Role;
import org.muster.protocol.StepKey;

/** The modules of a run, and what their scripts do: all of it follows from the seed. */
final class Software {
  private static final List<Phase> CHANGES = List.of(Phase.JOIN, Phase.LEAVE);

  private final long seed;
  private final List<PlannedModule> modules = new ArrayList<>();

  Software(long seed, int count) {
    this.seed = seed;
    for (int i = 0; i < count; i++) {
      modules.add(module(i));
    }
  }

  /** All phases, or without the tests or runs that a user left out. */
  Blueprint blueprint(int variant) {
    Map<Phase, List<ModuleName>> phases = new EnumMap<>(Phase.class);
    List<ModuleName> names = modules.stream().map(PlannedModule::name).toList();
    for (Phase phase : Phase.DEPLOYMENT) {
      boolean isLeftOut = variant > 0 && Dice.of(seed, "without", variant, phase).often(250);
      phases.put(phase, isLeftOut ? List.of() : names);
    }
    CHANGES.forEach(phase -> phases.put(phase, names));
    return new Blueprint(
        modules, phases, new TreeMap<>(Map.of("VARIANT", "" + variant)), List.of());
  }

  private PlannedModule module(int index) {
    Dice dice = Dice.of(seed, "module", index);
    Map<Phase, PhaseRule> phases = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.DEPLOYMENT) {
      if (dice.often(800)) {
        phases.put(phase, rule(phase, dice));
      }
    }
    Dice ofChanges = Dice.of(seed, "module changes", index);
    for (Phase phase : CHANGES) {
      if (ofChanges.often(500)) {
        phases.put(phase, rule(phase, ofChanges));
      }
    }
    List<Requirement> requires = new ArrayList<>();
    for (int before = 0; before < index; before++) {
      if (dice.often(300)) {
        requires.add(new Requirement(name(before), dice.often(400)));
      }
    }
    return new PlannedModule(
        name(index),
        "1",
        requires,
        phases,
        dice.often(150) ? List.of(artifact("a" + index)) : List.of(),
        List.of(),
        dice.often(100),
        false,
        "tree-" + index,
        "seed-" + index);
  }

  private static ModuleName name(int index) {
    return new ModuleName("m" + index);
  }

  private static PhaseRule rule(Phase phase, Dice dice) {
    Set<Role> roles =
        dice.often(700)
            ? Set.of(Role.MASTER, Role.WORKER)
            : Set.of(dice.often(500) ? Role.MASTER : Role.WORKER);
    return new PhaseRule(
        phase,
        roles,
        Duration.ofSeconds(dice.between(20, 90)),
        dice.below(3),
        dice.often(500) ? OnUnknown.RETRY : OnUnknown.FAIL);
  }

  private static ArtifactRule artifact(String name) {
    return new ArtifactRule(name, "/" + name, null, "", "", null, null, null, null, true, 0);
  }

  /** What the script of an attempt does. */
  List<Op> script(StepKey step) {
    if (step.module().equals(Planner.COMMAND)) {
      return List.of(new Op.Work(Dice.of(seed, step).mostlySmall(4_000)), new Op.Exit(0));
    }
    Dice shared = Dice.of(seed, "script", step.module(), step.phase());
    Dice own = Dice.of(seed, "script of", step.module(), step.phase(), step.node());
    List<Op> ops = new ArrayList<>();
    ops.add(new Op.Work(own.often(50) ? own.below(40_000) : own.mostlySmall(3_000)));
    if (shared.often(300)) {
      ops.add(new Op.Print(own.mostlySmall(100_000)));
    }
    addTalk(ops, shared, step);
    ops.add(new Op.Work(own.mostlySmall(500)));
    if (shared.often(300)) {
      ops.add(new Op.Print(own.mostlySmall(20_000)));
    }
    ops.add(end(own, step.attempt()));
    return ops;
  }

  private static void addTalk(List<Op> ops, Dice shared, StepKey step) {
    int barriers = shared.often(250) ? shared.between(1, 2) : 0;
    for (int i = 0; i < barriers; i++) {
      String quorum = shared.often(200) ? "1" : shared.often(100) ? "60%" : "100%";
      String members = shared.often(100) ? "worker" : "all";
      long timeout = shared.often(300) ? shared.between(1, 30) : 0;
      ops.add(
          new Op.Ask(new Request.Barrier(new BarrierRequest("b" + i, members, quorum, timeout))));
    }
    if (shared.often(120)) {
      String key = step.module() + "-" + step.phase();
      boolean isGiver = step.node().value().startsWith("master");
      ops.add(
          new Op.Ask(
              isGiver
                  ? new Request.Share(key, "from-" + step.node())
                  : new Request.Shared(key, Optional.of(Duration.ofSeconds(20)))));
    }
    if (shared.often(60)) {
      ops.add(new Op.Ask(new Request.Export("X_" + step.module(), "1")));
    }
  }

  private static Op end(Dice own, int attempt) {
    if (own.often(15)) {
      return new Op.Hang();
    }
    int failures = own.often(60) ? own.between(1, 3) : 0;
    return new Op.Exit(attempt <= failures ? 1 : 0);
  }
}
