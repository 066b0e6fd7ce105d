package org.muster.coordinator.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.muster.coordinator.core.module.PlannedModule;
import org.muster.coordinator.core.module.Requirement;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;
import org.muster.protocol.Role;

/** What holds for the plan of any modules that do not wait for each other in a circle. */
final class PlanPropertiesTest {

  @Property(tries = 300)
  void whatWaitsHasAHigherNumberThanWhatItWaitsFor(@ForAll long seed) {
    Plan plan = Planner.plan(anything(new Random(seed)));

    for (int i = 0; i < plan.templates().size(); i++) {
      StepTemplate template = plan.template(i);
      assertThat(template.id()).isEqualTo(i);
      assertThat(template.local()).allMatch(id -> id < template.id());
      assertThat(template.gates()).allMatch(id -> id < template.id());
      assertThat(template.local())
          .allMatch(id -> plan.template(id).role() == template.role())
          .noneMatch(template.gates()::contains);
    }
  }

  @Property(tries = 300)
  void everyDeclaredWaitFollowsFromThePlan(@ForAll long seed, @ForAll Role role) {
    Blueprint blueprint = anything(new Random(seed));
    Plan plan = Planner.plan(blueprint);

    for (StepTemplate later : plan.templates()) {
      if (later.role() != role) {
        continue;
      }
      Reach reach = Reach.from(plan, later);
      for (StepTemplate earlier : plan.templates()) {
        if (isDeclared(blueprint, later, earlier)) {
          assertThat(reach.anywhere()).as("%s before %s", earlier, later).contains(earlier.id());
        }
        if (isDeclaredOnAllNodes(blueprint, later, earlier)) {
          assertThat(reach.everywhere()).as("%s before %s", earlier, later).contains(earlier.id());
        }
      }
    }
  }

  /** The rules of the plan, said once more and without looking at scripts that are missing. */
  private static boolean isDeclared(Blueprint blueprint, StepTemplate later, StepTemplate earlier) {
    if (earlier.role() != later.role()) {
      return isDeclaredOnAllNodes(blueprint, later, earlier);
    }
    boolean isOwnChain =
        earlier.module().equals(later.module()) && earlier.phase().compareTo(later.phase()) < 0;
    boolean isRequired =
        earlier.phase() == later.phase()
            && required(blueprint, later.module(), false).contains(earlier.module());
    return isOwnChain || isRequired || isDeclaredOnAllNodes(blueprint, later, earlier);
  }

  private static boolean isDeclaredOnAllNodes(
      Blueprint blueprint, StepTemplate later, StepTemplate earlier) {
    boolean isGate =
        (later.phase() == Phase.TEST || later.phase() == Phase.RUN)
            && earlier.phase().compareTo(later.phase()) < 0
            && earlier.phase() != Phase.INIT;
    boolean isRequired =
        earlier.phase() == later.phase()
            && blueprint.module(later.module()).requires().stream()
                .anyMatch(r -> r.isClusterWide() && r.module().equals(earlier.module()));
    return isGate || isRequired;
  }

  /** All that a module requires, directly or not. */
  private static Set<ModuleName> required(
      Blueprint blueprint, ModuleName name, boolean isOnlyClusterWide) {
    Set<ModuleName> found = new HashSet<>();
    List<ModuleName> open = new ArrayList<>(List.of(name));
    while (!open.isEmpty()) {
      for (Requirement r : blueprint.module(open.remove(open.size() - 1)).requires()) {
        if ((r.isClusterWide() || !isOnlyClusterWide) && found.add(r.module())) {
          open.add(r.module());
        }
      }
    }
    return found;
  }

  /** What must have succeeded before a template starts. */
  private record Reach(Set<Integer> anywhere, Set<Integer> everywhere) {
    static Reach from(Plan plan, StepTemplate later) {
      Reach reach = new Reach(new HashSet<>(), new HashSet<>());
      reach.walk(plan, later, false);
      return reach;
    }

    private void walk(Plan plan, StepTemplate from, boolean isEverywhere) {
      from.local().forEach(id -> visit(plan, id, isEverywhere));
      from.gates().forEach(id -> visit(plan, id, true));
    }

    private void visit(Plan plan, int id, boolean isEverywhere) {
      boolean isNew = anywhere.add(id);
      isNew |= isEverywhere && everywhere.add(id);
      if (isNew) {
        walk(plan, plan.template(id), isEverywhere);
      }
    }
  }

  /** Modules that only require earlier ones, listed in any order, with any scripts and roles. */
  private static Blueprint anything(Random random) {
    int count = 1 + random.nextInt(7);
    List<ModuleSketch> modules = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ModuleSketch module = ModuleSketch.module("m" + i);
      for (Phase phase : Phase.DEPLOYMENT) {
        int roles = random.nextInt(4);
        if (roles == 1) {
          module.on(phase, random.nextBoolean() ? Role.MASTER : Role.WORKER);
        } else if (roles > 1) {
          module.on(phase, Role.values());
        }
      }
      for (int before = 0; before < i; before++) {
        int edge = random.nextInt(5);
        if (edge == 0) {
          module.requires("m" + before);
        } else if (edge == 1) {
          module.requiresEverywhere("m" + before);
        }
      }
      modules.add(random.nextInt(modules.size() + 1), module);
    }
    return ModuleSketch.blueprint(modules.toArray(ModuleSketch[]::new));
  }

  @Property(tries = 50)
  void theSameModulesGiveTheSamePlan(@ForAll long seed) {
    Blueprint blueprint = anything(new Random(seed));
    List<PlannedModule> modules = List.copyOf(blueprint.modules());
    Blueprint copy =
        new Blueprint(modules, blueprint.phases(), blueprint.variables(), blueprint.overlays());

    assertThat(Planner.plan(copy).templates()).isEqualTo(Planner.plan(blueprint).templates());
    assertThat(Planner.plan(copy).hash()).isEqualTo(Planner.plan(blueprint).hash());
  }
}
