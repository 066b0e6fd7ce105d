package org.muster.simulation;

import java.util.List;
import org.muster.coordinator.core.state.BarrierState;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.coordinator.core.state.StepCell;

/**
 * Counts the distinct shapes of states: who is where in life, without names of instances, times and
 * texts. A set of hashes of a fixed size; what no longer fits is not counted.
 */
final class Shapes {
  private static final int SLOTS = 1 << 23;

  private final long[] seen = new long[SLOTS];
  private int count;

  int count() {
    return count;
  }

  boolean isFull() {
    return count > SLOTS * 3L / 4;
  }

  void visit(ClusterState state) {
    add(shape(state));
  }

  /** All that others have seen, too. */
  void addAll(Shapes others) {
    for (long hash : others.seen) {
      if (hash != 0) {
        add(hash);
      }
    }
  }

  private void add(long hash) {
    if (isFull()) {
      return;
    }
    int slot = (int) (hash & (SLOTS - 1));
    while (seen[slot] != 0 && seen[slot] != hash) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    if (seen[slot] == 0) {
      seen[slot] = hash;
      count++;
    }
  }

  @SuppressWarnings("EnumOrdinal") // hashes of one process, kept nowhere
  private static long shape(ClusterState state) {
    long hash = mix(7, state.life().ordinal());
    for (NodeState node : state.nodes()) {
      hash = mix(hash, node.status().ordinal() * 2L + (node.needsReapply() ? 1 : 0));
      hash = mix(hash, node.awaitsBatch() ? 1 : 0);
    }
    for (DeploymentState deployment : state.unsettled()) {
      hash = mix(hash, shape(deployment));
    }
    return hash == 0 ? 1 : hash;
  }

  @SuppressWarnings("EnumOrdinal")
  private static long shape(DeploymentState deployment) {
    long hash = mix(deployment.start().kind().ordinal(), deployment.blockedBy().size());
    hash = mix(hash, (deployment.isOver() ? 1 : 0) + (deployment.isCancelling() ? 2 : 0));
    hash = mix(hash, deployment.isFrozen() ? 1 : 0);
    List<StepCell> cells = deployment.cells();
    for (StepCell cell : cells) {
      hash = mix(hash, cell.status().ordinal() * 64L + Math.min(cell.attempt(), 31));
      hash = mix(hash, (cell.isStarted() ? 1 : 0) + (cell.isAtBarrier() ? 2 : 0));
    }
    for (BarrierState barrier : deployment.barriers()) {
      hash = mix(hash, barrier.arrivals().size() * 4L + (barrier.isReleased() ? 1 : 0));
      hash = mix(hash, barrier.isBroken() ? 1 : 0);
    }
    return hash;
  }

  private static long mix(long hash, long more) {
    return Dice.mixed(hash * 31 + more + 1);
  }
}
