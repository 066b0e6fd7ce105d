package org.muster.coordinator.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.muster.coordinator.journal.Draft;
import org.muster.coordinator.journal.Journal;
import org.muster.coordinator.journal.JournalConflictException;
import org.muster.coordinator.journal.JournalRow;
import org.muster.coordinator.journal.JournalSize;
import org.muster.coordinator.journal.Snapshot;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** A journal that forgets all when the JVM ends. Several writers may share one store. */
public final class MemoryJournal implements Journal {

  /** What the journals of several writers share. */
  public static final class Store {
    private final Map<String, List<JournalRow>> rows = new TreeMap<>();
    private final Map<String, Snapshot> snapshots = new TreeMap<>();
  }

  private final Store store;
  private final String writer;

  public MemoryJournal(Store store, String writer) {
    this.store = store;
    this.writer = writer;
  }

  @Override
  public void append(String cluster, long after, long epoch, Instant at, List<Draft> drafts) {
    synchronized (store) {
      List<JournalRow> wanted = new ArrayList<>();
      for (Draft draft : drafts) {
        long seq = after + wanted.size() + 1;
        wanted.add(new JournalRow(cluster, seq, epoch, at, draft.type(), draft.body(), writer));
      }
      long last = lastSeq(cluster);
      if (last > after && !read(cluster, after, wanted.size()).equals(wanted)) {
        throw new JournalConflictException(cluster, after + 1);
      }
      if (last < after) {
        throw new MusterException(
            ErrorCode.STORAGE_FAILED, "row %d of '%s' is missing".formatted(after, cluster));
      }
      if (last == after && !wanted.isEmpty()) {
        store.rows.computeIfAbsent(cluster, name -> new ArrayList<>()).addAll(wanted);
      }
    }
  }

  @Override
  public List<JournalRow> read(String cluster, long after, int limit) {
    synchronized (store) {
      return store.rows.getOrDefault(cluster, List.of()).stream()
          .filter(row -> row.seq() > after)
          .limit(limit)
          .toList();
    }
  }

  @Override
  public List<String> clusters() {
    synchronized (store) {
      return List.copyOf(store.rows.keySet());
    }
  }

  @Override
  public long lastSeq(String cluster) {
    synchronized (store) {
      List<JournalRow> rows = store.rows.getOrDefault(cluster, List.of());
      return rows.isEmpty() ? 0 : rows.get(rows.size() - 1).seq();
    }
  }

  @Override
  public void saveSnapshot(String cluster, long seq, String body) {
    synchronized (store) {
      if (seq < 1 || seq > lastSeq(cluster)) {
        throw new IllegalArgumentException("no row %d in '%s'".formatted(seq, cluster));
      }
      store.snapshots.merge(
          cluster,
          new Snapshot(cluster, seq, body),
          (old, saved) -> saved.seq() >= old.seq() ? saved : old);
    }
  }

  @Override
  public Optional<Snapshot> latestSnapshot(String cluster) {
    synchronized (store) {
      return Optional.ofNullable(store.snapshots.get(cluster));
    }
  }

  @Override
  public void archive(String cluster, long upToSeq) {
    if (upToSeq > latestSnapshot(cluster).map(Snapshot::seq).orElse(0L)) {
      throw new IllegalArgumentException("no snapshot covers row " + upToSeq);
    }
  }

  @Override
  public void discardBefore(String cluster, long seq) {
    synchronized (store) {
      if (seq < 1 || seq > lastSeq(cluster)) {
        throw new IllegalArgumentException("no row %d in '%s'".formatted(seq, cluster));
      }
      store.rows.get(cluster).removeIf(row -> row.seq() < seq);
      latestSnapshot(cluster)
          .filter(snapshot -> snapshot.seq() < seq)
          .ifPresent(snapshot -> store.snapshots.remove(cluster));
    }
  }

  @Override
  public JournalSize size() {
    synchronized (store) {
      return new JournalSize(store.rows.values().stream().mapToLong(List::size).sum(), 0, 1);
    }
  }

  @Override
  public void close() {}
}
