package org.muster.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.journal.Draft;
import org.muster.coordinator.journal.JournalConflictException;
import org.muster.coordinator.journal.JournalRow;
import org.muster.coordinator.journal.Snapshot;

/** The journal's one table: what is in here is durable. All coordinators of a run share it. */
final class Ledger {
  private final World world;
  private final EventTable table = new EventTable();
  private final List<JournalRow> rows = new ArrayList<>();
  private Optional<Snapshot> snapshot = Optional.empty();

  Ledger(World world) {
    this.world = world;
  }

  EventTable table() {
    return table;
  }

  List<JournalRow> rows() {
    return rows;
  }

  void save(Snapshot newer) {
    if (snapshot.filter(older -> older.seq() > newer.seq()).isEmpty()) {
      snapshot = Optional.of(newer);
    }
  }

  Optional<Snapshot> snapshot() {
    return snapshot;
  }

  Event event(JournalRow row) {
    return table.event(row.type(), row.body());
  }

  /** All or nothing, behind {@code after}; the same again changes nothing. */
  void append(String cluster, long after, long epoch, Batch batch) {
    if (after < rows.size()) {
      JournalRow other = rows.get((int) after);
      boolean isRepeated =
          other.writer().equals(batch.writer())
              && other.body().equals(batch.drafts().get(0).body());
      if (isRepeated) {
        return;
      }
      throw new JournalConflictException(cluster, after + 1);
    }
    if (after > rows.size()) {
      throw new IllegalStateException("a gap behind row " + rows.size());
    }
    List<JournalRow> added = new ArrayList<>();
    for (Draft draft : batch.drafts()) {
      long seq = after + added.size() + 1;
      Draft kept = world.tampering().kept(draft, table);
      added.add(
          new JournalRow(
              cluster, seq, epoch, batch.at(), kept.type(), kept.body(), batch.writer()));
    }
    rows.addAll(added);
    added.forEach(row -> world.watch().appended(row, event(row)));
  }

  /** What one transaction holds. */
  record Batch(Instant at, List<Draft> drafts, String writer) {}
}
