package org.muster.simulation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.muster.coordinator.journal.Draft;
import org.muster.coordinator.journal.Journal;
import org.muster.coordinator.journal.JournalRow;
import org.muster.coordinator.journal.JournalSize;
import org.muster.coordinator.journal.Snapshot;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** The journal as one life of a coordinator reaches it. */
final class LifeJournal implements Journal {
  private final Ledger ledger;
  private final CoordinatorLife life;

  LifeJournal(Ledger ledger, CoordinatorLife life) {
    this.ledger = ledger;
    this.life = life;
  }

  @Override
  public void append(String cluster, long after, long epoch, Instant at, List<Draft> drafts) {
    if (life.dies(Point.BEFORE_APPEND)) {
      return;
    }
    if (life.isDiskFull()) {
      throw new MusterException(ErrorCode.STORAGE_FAILED, "the disk is full");
    }
    ledger.append(cluster, after, epoch, new Ledger.Batch(at, drafts, life.writer()));
    if (life.world().faults().isAppendUnclear()) {
      throw new MusterException(ErrorCode.STORAGE_FAILED, "nobody knows what was committed");
    }
    life.dies(Point.AFTER_APPEND);
  }

  @Override
  public List<JournalRow> read(String cluster, long after, int limit) {
    List<JournalRow> rows = ledger.rows();
    int from = (int) Math.min(after, rows.size());
    return List.copyOf(rows.subList(from, Math.min(rows.size(), from + limit)));
  }

  @Override
  public List<String> clusters() {
    return ledger.rows().isEmpty() ? List.of() : List.of(ledger.rows().get(0).cluster());
  }

  @Override
  public long lastSeq(String cluster) {
    return ledger.rows().size();
  }

  @Override
  public void saveSnapshot(String cluster, long seq, String body) {
    if (!life.program().isDead()) {
      ledger.save(new Snapshot(cluster, seq, body));
    }
  }

  @Override
  public Optional<Snapshot> latestSnapshot(String cluster) {
    return ledger.snapshot();
  }

  @Override
  public void archive(String cluster, long upToSeq) {
    // All rows stay where they are: a recovery passes those over that the snapshot covers.
  }

  @Override
  public void discardBefore(String cluster, long seq) {
    throw new UnsupportedOperationException("nobody tidies up in a run: it is over too soon");
  }

  @Override
  public JournalSize size() {
    return new JournalSize(ledger.rows().size(), 0, 0);
  }

  @Override
  public void close() {}
}
