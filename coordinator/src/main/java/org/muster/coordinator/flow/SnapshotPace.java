package org.muster.coordinator.flow;

import org.muster.coordinator.core.state.ClusterState;

/**
 * When a cluster is due for a snapshot: soon while it is at rest, since a snapshot of much work
 * under way delays it; but not so late that a recovery takes long. Owned by the context of its
 * cluster.
 */
final class SnapshotPace {
  static final int EVENTS_AT_REST = 500;
  static final int EVENTS_AT_WORK = 20_000;

  private long covered;
  private boolean isUnderWay;

  /** The journal was read, with a snapshot up to that row; 0 without one. */
  void loaded(long upTo) {
    covered = upTo;
    isUnderWay = false;
  }

  boolean isDue(ClusterState state, long seq) {
    int enough = state.running().isEmpty() ? EVENTS_AT_REST : EVENTS_AT_WORK;
    return !isUnderWay && seq - covered >= enough;
  }

  /** The row of the last snapshot; what is before it has been put aside, or was to be. */
  long covered() {
    return covered;
  }

  void begun() {
    isUnderWay = true;
  }

  /** One was kept, or has failed: the next is due after as many events again. */
  void ended(long upTo) {
    covered = upTo;
    isUnderWay = false;
  }
}
