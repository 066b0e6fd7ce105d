package org.muster.coordinator.flow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.muster.coordinator.journal.Draft;
import org.muster.coordinator.journal.Journal;
import org.muster.coordinator.journal.JournalRow;
import org.muster.coordinator.journal.JournalSize;
import org.muster.coordinator.journal.Snapshot;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** A journal whose appends wait at a gate, and may fail behind it. Thread-safe. */
final class GatedJournal implements Journal {
  private final Journal behind;
  private final Semaphore gate = new Semaphore(0);
  private volatile boolean isFull;
  private volatile long hiddenBehind = Long.MAX_VALUE;

  GatedJournal(Journal behind) {
    this.behind = behind;
  }

  void letOneThrough() {
    gate.release();
  }

  void letAllThrough() {
    gate.release(1_000_000);
  }

  /** Whoever reads next sees no row behind this one: they were written a moment later. */
  void hidesFrom(long seq) {
    hiddenBehind = seq;
  }

  void fills(boolean full) {
    isFull = full;
  }

  @Override
  public void append(String cluster, long after, long epoch, Instant at, List<Draft> drafts) {
    gate.acquireUninterruptibly();
    if (isFull) {
      throw new MusterException(ErrorCode.STORAGE_FAILED, "the disk is full");
    }
    behind.append(cluster, after, epoch, at, drafts);
  }

  @Override
  public List<JournalRow> read(String cluster, long after, int limit) {
    long hidden = hiddenBehind;
    if (after >= hidden) {
      hiddenBehind = Long.MAX_VALUE;
      return List.of();
    }
    return behind.read(cluster, after, limit).stream().filter(row -> row.seq() <= hidden).toList();
  }

  @Override
  public List<String> clusters() {
    return behind.clusters();
  }

  @Override
  public long lastSeq(String cluster) {
    return behind.lastSeq(cluster);
  }

  @Override
  public void saveSnapshot(String cluster, long seq, String body) {
    behind.saveSnapshot(cluster, seq, body);
  }

  @Override
  public Optional<Snapshot> latestSnapshot(String cluster) {
    return behind.latestSnapshot(cluster);
  }

  @Override
  public void archive(String cluster, long upToSeq) {
    behind.archive(cluster, upToSeq);
  }

  @Override
  public void discardBefore(String cluster, long seq) {
    behind.discardBefore(cluster, seq);
  }

  @Override
  public JournalSize size() {
    return behind.size();
  }

  @Override
  public void close() {
    behind.close();
  }
}
