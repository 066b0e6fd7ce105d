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
 */
record Recovery(Optional<Snapshots.Found> snapshot, List<JournalRow> rows) {
  private static final int ROWS_AT_ONCE = 2_000;

  /** Blocks. */
  static Recovery read(Journal journal, Snapshots snapshots, ClusterName cluster) {
    Optional<Snapshots.Found> snapshot = snapshots.find(cluster);
    List<JournalRow> all = new ArrayList<>();
    long after = snapshot.map(Snapshots.Found::seq).orElse(0L);
    while (true) {
      List<JournalRow> rows = journal.read(cluster.value(), after, ROWS_AT_ONCE);
      if (rows.isEmpty()) {
        return new Recovery(snapshot, all);
      }
      all.addAll(rows);
      after = rows.get(rows.size() - 1).seq();
    }
  }

  long coveredUpTo() {
    return snapshot.map(Snapshots.Found::seq).orElse(0L);
  }
}
