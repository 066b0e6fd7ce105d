package org.muster.coordinator.journal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One row, as it was appended.
 *
 * @param seq counts from 1 in each cluster, without gaps
 * @param body the event as JSON
 * @param writer the coordinator process that appended it
 */
public record JournalRow(
    String cluster, long seq, long epoch, Instant at, String type, String body, String writer) {
  public JournalRow {
    requireNonNull(cluster, "cluster is null");
    requireNonNull(at, "at is null");
    requireNonNull(type, "type is null");
    requireNonNull(body, "body is null");
    requireNonNull(writer, "writer is null");
    if (seq < 1) {
      throw new IllegalArgumentException("seq is %d but counts from 1".formatted(seq));
    }
  }
}
