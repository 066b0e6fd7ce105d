package org.muster.simulation;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muster.coordinator.artifact.ResolvedArtifact;
import org.muster.coordinator.core.module.Catalogue;
import org.muster.coordinator.flow.Coordination;
import org.muster.coordinator.flow.Keeping;
import org.muster.coordinator.flow.OwnerParts;
import org.muster.coordinator.flow.ServiceParts;
import org.muster.coordinator.flow.SnapshotRule;
import org.muster.coordinator.link.AgentIdentity;
import org.muster.coordinator.link.ca.LaunchTokens;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Sha256;

/** One life of a coordinator: the real thing, over a journal, a provider and links of ours. */
final class CoordinatorLife {
  private static final LaunchTokens TOKENS = LaunchTokens.of(new byte[32]);

  private final World world;
  private final int number;
  private final Program program;
  private final Coordination coordination;
  private final Map<AgentIdentity, Wire> roster = new HashMap<>();
  private boolean isServing;

  CoordinatorLife(World world, int number) {
    this.world = world;
    this.number = number;
    this.program =
        new Program(
            world.timeline(),
            world.coordinators().clockIsAheadBy(),
            e -> world.watch().threw("a coordinator", e));
    LifeJournal journal = new LifeJournal(world.ledger(), this);
    OwnerParts owner =
        new OwnerParts(
            () -> program,
            new LifeCalls(this, 30, Point.BEFORE_RELEASE),
            journal,
            program,
            writer(),
            new SnapshotRule("simulated", 7, 40),
            false);
    Keeping keeping =
        new Keeping(world.ledger().table(), new LifeLogs(this), new LifeSecrets(this));
    coordination = new Coordination(owner, parts(), keeping, trees -> Catalogue.of(List.of()));
  }

  private ServiceParts parts() {
    LifeCalls others = new LifeCalls(this, 10, Point.AFTER_LOG);
    return new ServiceParts(
        Map.of("local", new LifeProvider(this)),
        (spec, progress) -> resolved(spec.name()),
        TOKENS,
        () -> List.of(URI.create("wss://coordinator:1")),
        "sha256/pin",
        "simulated",
        new LifeCalls(this, 4_000, Point.AFTER_LAUNCH_CALL),
        new LifeCalls(this, 6_000, Point.AFTER_LOG),
        others);
  }

  private ResolvedArtifact resolved(String name) {
    if (Dice.of(world.scenario().seed(), "artifact", name, number).often(80)) {
      throw new MusterException(ErrorCode.ARTIFACT_UNAVAILABLE, "nobody has " + name);
    }
    return new ResolvedArtifact(name, Sha256.of(name.getBytes(StandardCharsets.UTF_8)), 10, "here");
  }

  World world() {
    return world;
  }

  int number() {
    return number;
  }

  Program program() {
    return program;
  }

  Coordination coordination() {
    return coordination;
  }

  String writer() {
    return "coordinator-" + number;
  }

  boolean isServing() {
    return isServing && !program.isDead();
  }

  boolean isDiskFull() {
    return world.coordinators().isDiskFull();
  }

  void start() {
    program.enter(
        () ->
            coordination
                .start()
                .onSuccess(read -> isServing = true)
                .onFailure(failure -> world.coordinators().ends(this, 1_000)));
  }

  /** True when this life ends here; another one begins later. */
  boolean dies(Point point) {
    if (program.isDead()) {
      return true;
    }
    Optional<Fault> due = world.faults().due(point, Faults.COORDINATOR);
    due.ifPresent(fault -> world.coordinators().ends(this, fault.lasting()));
    return due.isPresent();
  }

  void die() {
    program.die();
    List.copyOf(roster.values()).forEach(Wire::coordinatorDied);
    roster.clear();
  }

  /** A node has one connection: an earlier one ends first. */
  void enter(Wire wire) {
    Wire earlier = roster.put(wire.identity(), wire);
    if (earlier != null) {
      earlier.replaced();
    }
  }

  void leave(Wire wire) {
    roster.remove(wire.identity(), wire);
  }
}
