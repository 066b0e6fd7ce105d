package org.muster.simulation;

import java.util.List;
import java.util.function.Consumer;
import org.muster.coordinator.core.state.ClusterLife;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.NodeStatus;

/** One run of a scenario, from the first call to the point where nothing more comes of it. */
final class Run {
  /** By then the last fault has begun and the last user has asked. */
  private static final long ALL_HAS_BEGUN = Scenarios.TROUBLE + 25_000;

  /** Longer than a launch waits for a node, and than all tries of a script that hangs. */
  private static final long PATIENCE = 2_400_000;

  private static final long MOST_AT_ONCE = 2_000_000;
  private static final long LOOK_EVERY = 2_000;
  private static final int QUIET_LOOKS = 12;

  private final World world;
  private final boolean isTraced;
  private long rowsSeen;
  private int quietLooks;

  private Run(Scenario scenario, Tampering tampering, boolean isTraced) {
    world = new World(scenario, tampering, isTraced);
    this.isTraced = isTraced;
  }

  static Outcome of(Scenario scenario) {
    return new Run(scenario, Tampering.NONE, false).run(state -> {});
  }

  static Outcome of(Scenario scenario, Consumer<ClusterState> visitor) {
    return new Run(scenario, Tampering.NONE, false).run(visitor);
  }

  static Outcome traced(Scenario scenario) {
    return new Run(scenario, Tampering.NONE, true).run(state -> {});
  }

  static Outcome of(Scenario scenario, Tampering tampering) {
    return new Run(scenario, tampering, false).run(state -> {});
  }

  private Outcome run(Consumer<ClusterState> visitor) {
    world.watch().visit(visitor);
    world.coordinators().begin();
    new Users(world).plan(world.scenario().acts());
    new Striker(world).plan(world.scenario().faults());
    goOn(ALL_HAS_BEGUN);
    world.faults().end();
    while (world.watch().violation().isEmpty()
        && world.timeline().now() < ALL_HAS_BEGUN + PATIENCE
        && quietLooks < QUIET_LOOKS) {
      goOn(world.timeline().now() + LOOK_EVERY);
      look();
    }
    if (world.watch().violation().isEmpty()) {
      world.watch().atEnd();
    }
    return new Outcome(
        world.scenario(),
        world.watch().violation(),
        world.watch().cause(),
        world.watch().hash(),
        world.timeline().happened(),
        world.faults().struck(),
        world.faults().hit(),
        isTraced ? List.copyOf(world.watch().lines()) : List.of());
  }

  private void goOn(long until) {
    long most = world.timeline().happened() + MOST_AT_ONCE;
    while (world.watch().violation().isEmpty() && world.timeline().step(until)) {
      if (world.timeline().happened() > most) {
        world.watch().broken(10, "so much happens that time stands still");
      }
    }
  }

  /** Quiet is where nothing was decided for a while and nothing is under way. */
  private void look() {
    long rows = world.ledger().rows().size();
    quietLooks = rows == rowsSeen && isSettled(world.watch().durable()) ? quietLooks + 1 : 0;
    rowsSeen = rows;
  }

  private static boolean isSettled(ClusterState state) {
    boolean isMoving =
        state.life() == ClusterLife.STOPPING
            || state.life() == ClusterLife.STARTING
            || state.life() == ClusterLife.DESTROYING;
    boolean isRemoving = state.isPresent() && state.count(NodeStatus.REMOVING) > 0;
    boolean isExpecting =
        state.life() == ClusterLife.UP
            && state.count(NodeStatus.WISHED) + state.count(NodeStatus.LAUNCHED) > 0;
    return !isMoving
        && !isRemoving
        && !isExpecting
        && state.running().stream().noneMatch(Run::isUnderWay);
  }

  private static boolean isUnderWay(DeploymentState deployment) {
    return deployment.blockedBy().isEmpty();
  }
}
