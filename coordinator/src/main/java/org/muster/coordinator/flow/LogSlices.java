package org.muster.coordinator.flow;

import java.util.Optional;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.StepCell;
import org.muster.protocol.StepKey;

/** Pieces of the coordinator's copies of outputs, and whether more may follow. */
final class LogSlices {
  private LogSlices() {}

  /** The length of a step's output once the attempt is over; -1 before. */
  static long endOf(ClusterState state, StepKey step) {
    Optional<StepCell> cell =
        state
            .deployment(step.deployment())
            .flatMap(d -> d.cell(step.node(), step.module(), step.phase()));
    if (cell.isEmpty() || cell.get().attempt() != step.attempt()) {
      return 0; // an older attempt: what is here is all there will be
    }
    return cell.get().status().isActive() || cell.get().result().isEmpty()
        ? -1
        : cell.get().result().get().logBytes();
  }

  /**
   * Reads one piece. Blocks.
   *
   * @param end as {@link #endOf} says
   */
  static Clusters.LogSlice read(StepLogs logs, StepKey step, long offset, int maxBytes, long end) {
    StepLogs.Piece piece = logs.read(step, offset, maxBytes);
    long reached = piece.offset() + piece.data().length;
    boolean isFull = logs.isFull(step) && reached >= logs.position(step);
    boolean isAll = end >= 0 && (reached >= end || isFull);
    return new Clusters.LogSlice(piece.offset(), piece.data(), isAll);
  }
}
