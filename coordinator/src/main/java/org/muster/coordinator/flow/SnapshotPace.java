package org.muster.coordinator.flow;

import java.util.concurrent.Executor;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.protocol.ClusterName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes snapshots of a cluster: soon while it is at rest, since a snapshot of much work under way
 * delays it; but not so late that a recovery takes long. Owned by the context of its cluster.
 */
final class SnapshotPace {
  private static final Logger log = LoggerFactory.getLogger(SnapshotPace.class);

  private final ClusterName cluster;
  private final Snapshots snapshots;
  private final OwnerParts parts;
  private final Executor context;
  private long covered;
  private boolean isUnderWay;

  SnapshotPace(ClusterName cluster, OwnerParts parts, Snapshots snapshots, Executor context) {
    this.cluster = cluster;
    this.parts = parts;
    this.snapshots = snapshots;
    this.context = context;
  }

  /** The journal was read, with a snapshot up to that row; 0 without one. */
  void loaded(long upTo) {
    covered = upTo;
    isUnderWay = false;
  }

  /** At a moment when the state is exactly that after the last event. */
  void look(ClusterState state, Recorded last) {
    SnapshotRule rule = parts.snapshots();
    int enough = state.running().isEmpty() ? rule.eventsAtRest() : rule.eventsAtWork();
    if (isUnderWay || last.seq() - covered < enough) {
      return;
    }
    isUnderWay = true;
    long before = covered;
    Checkpoint checkpoint =
        new Checkpoint(snapshots.format(), last.epoch(), last.at(), state.image());
    parts
        .journalCalls()
        .run(
            () -> {
              snapshots.save(cluster, last.seq(), checkpoint, before);
              return null;
            })
        .onFailure(failure -> log.warn("{}: the snapshot failed", cluster, failure))
        .onComplete(done -> context.execute(() -> loaded(last.seq()))); // or tried again later
  }
}
