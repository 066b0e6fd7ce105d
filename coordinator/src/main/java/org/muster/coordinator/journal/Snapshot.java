package org.muster.coordinator.journal;

import static java.util.Objects.requireNonNull;

/** The state of a cluster as it was after the row {@code seq}, as a text of whoever wrote it. */
public record Snapshot(String cluster, long seq, String body) {
  public Snapshot {
    requireNonNull(cluster, "cluster is null");
    requireNonNull(body, "body is null");
  }
}
