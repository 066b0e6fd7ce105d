package org.muster.coordinator.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muster.coordinator.journal.Journal;
import org.muster.coordinator.journal.JournalRow;
import org.muster.protocol.ClusterName;

/**
 * All that the journal says of a cluster: the fold of what a snapshot covers, and the rows behind
 * it.
 *
 * @param snapshot where there is one of this build
 * @param lastWriter of the last row of all; empty when there is none
 */
record Recovery(Optional<Snapshots.Found> snapshot, List<JournalRow> rows, String lastWriter) {
  private static final int ROWS_AT_ONCE = 2_000;

  /** Blocks. */
  static Recovery read(Journal journal, Snapshots snapshots, ClusterName cluster) {
    Optional<Snapshots.Found> snapshot = snapshots.find(cluster);
    long covered = snapshot.map(Snapshots.Found::seq).orElse(0L);
    List<JournalRow> rows = new ArrayList<>();
    // Also the last row that is covered, for its writer.
    long after = Math.max(0, covered - 1);
    while (true) {
      List<JournalRow> more = journal.read(cluster.value(), after, ROWS_AT_ONCE);
      if (more.isEmpty()) {
        break;
      }
      rows.addAll(more);
      after = more.get(more.size() - 1).seq();
    }
    String writer = rows.isEmpty() ? "" : rows.get(rows.size() - 1).writer();
    rows.removeIf(row -> row.seq() <= covered);
    return new Recovery(snapshot, rows, writer);
  }

  long coveredUpTo() {
    return snapshot.map(Snapshots.Found::seq).orElse(0L);
  }
}
