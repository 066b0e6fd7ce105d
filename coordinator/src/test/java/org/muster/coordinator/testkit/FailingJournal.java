package org.muster.coordinator.testkit;

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

/** A journal whose disk is always full. */
public final class FailingJournal implements Journal {

  @Override
  public void append(String cluster, long after, long epoch, Instant at, List<Draft> drafts) {
    throw full();
  }

  @Override
  public List<JournalRow> read(String cluster, long after, int limit) {
    throw full();
  }

  @Override
  public List<String> clusters() {
    throw full();
  }

  @Override
  public long lastSeq(String cluster) {
    throw full();
  }

  @Override
  public void saveSnapshot(String cluster, long seq, String body) {
    throw full();
  }

  @Override
  public Optional<Snapshot> latestSnapshot(String cluster) {
    throw full();
  }

  @Override
  public void archive(String cluster, long upToSeq) {
    throw full();
  }

  @Override
  public void discardBefore(String cluster, long seq) {
    throw full();
  }

  @Override
  public JournalSize size() {
    throw full();
  }

  @Override
  public void close() {}

  private static MusterException full() {
    return new MusterException(
        ErrorCode.STORAGE_FAILED, "the journal: the disk is full; free some space on it");
  }
}
