package org.muster.coordinator.flow;

import java.time.Instant;
import org.muster.protocol.ClusterName;
import org.muster.protocol.StepKey;

/** Where the coordinator's copies of what steps print are kept, by offset. Its methods block. */
public interface StepLogs {
  /** Up to where the step's output is here. */
  long position(StepKey step);

  /** Whether no more of the step's output is kept. */
  boolean isFull(StepKey step);

  /** Keeps a piece; bytes between the end and its offset never came, and are written down so. */
  void append(StepKey step, long offset, byte[] data);

  /** A piece of the output; it begins later than asked for when bytes were lost before it. */
  Piece read(StepKey step, long offset, int maxBytes);

  /** Removes all copies of a cluster. */
  void forget(ClusterName cluster);

  /** Removes copies that were last written before that moment, and the oldest beyond the size. */
  void sweep(Instant writtenBefore, long bytesPerCluster);

  /** Bytes and where they begin. */
  record Piece(long offset, byte[] data) {}
}
