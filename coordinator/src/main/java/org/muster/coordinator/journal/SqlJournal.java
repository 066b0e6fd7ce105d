package org.muster.coordinator.journal;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muster.coordinator.journal.Database.Failure;

/** The journal in a database: the same statements on SQLite and on PostgreSQL. */
public final class SqlJournal implements Journal {
  // A lost connection is replaced by the pool, which itself waits; more tries than this are an
  // outage, and the caller must hear of it.
  private static final int TRIES = 3;

  private final Database database;
  private final String writer;

  SqlJournal(Database database, String writer) {
    this.database = requireNonNull(database, "database is null");
    this.writer = requireNonNull(writer, "writer is null");
  }

  /**
   * Opens the journal in a file, and makes it if there is none.
   *
   * @param writer names this process, and no other, ever
   */
  public static SqlJournal onSqlite(Path file, String writer) {
    return new SqlJournal(SqliteDatabase.open(file), writer);
  }

  /**
   * Opens the journal in a PostgreSQL database, and makes its tables if there are none.
   *
   * @param writer names this process, and no other, ever
   */
  public static SqlJournal onPostgres(PostgresSettings settings, String writer) {
    return new SqlJournal(PostgresDatabase.open(settings), writer);
  }

  @Override
  public void append(String cluster, long after, long epoch, Instant at, List<Draft> drafts) {
    List<JournalRow> rows = rows(cluster, after, epoch, at, drafts);
    if (rows.isEmpty()) {
      return;
    }
    String doing = "appending row %d of cluster '%s'".formatted(after + 1, cluster);
    if (!isAppended(doing, rows) && !read(cluster, after, rows.size()).equals(rows)) {
      throw new JournalConflictException(cluster, after + 1);
    }
  }

  /**
   * Whether the rows are in; false if others are there already. Those may be our own, when an
   * earlier try was committed and only the answer got lost.
   */
  private boolean isAppended(String doing, List<JournalRow> rows) {
    return trying(
        doing,
        () -> {
          try {
            return database.write(connection -> EventTable.append(connection, rows));
          } catch (SQLException e) {
            if (database.kindOf(e) == Failure.TAKEN_KEY) {
              return false;
            }
            throw e;
          } catch (JournalConflictException e) {
            return false;
          }
        });
  }

  private List<JournalRow> rows(
      String cluster, long after, long epoch, Instant at, List<Draft> drafts) {
    List<JournalRow> rows = new ArrayList<>(drafts.size());
    for (Draft draft : drafts) {
      long seq = after + rows.size() + 1;
      rows.add(new JournalRow(cluster, seq, epoch, at, draft.type(), draft.body(), writer));
    }
    return rows;
  }

  @Override
  public List<JournalRow> read(String cluster, long after, int limit) {
    return reading(
        "reading the events of cluster '%s'".formatted(cluster),
        connection -> EventTable.read(connection, cluster, after, limit));
  }

  @Override
  public List<String> clusters() {
    return reading("listing the clusters", EventTable::clusters);
  }

  @Override
  public long lastSeq(String cluster) {
    return reading(
        "finding the last event of cluster '%s'".formatted(cluster),
        connection -> EventTable.lastSeq(connection, cluster));
  }

  @Override
  public void saveSnapshot(String cluster, long seq, String body) {
    Snapshot snapshot = new Snapshot(cluster, seq, body);
    writing(
        "saving a snapshot of cluster '%s'".formatted(cluster),
        connection -> SnapshotTable.save(connection, snapshot));
  }

  @Override
  public Optional<Snapshot> latestSnapshot(String cluster) {
    return reading(
        "reading the snapshot of cluster '%s'".formatted(cluster),
        connection -> SnapshotTable.latest(connection, cluster));
  }

  @Override
  public void archive(String cluster, long upToSeq) {
    writing(
        "archiving events of cluster '%s'".formatted(cluster),
        connection -> EventTable.archive(connection, cluster, upToSeq));
  }

  @Override
  public void discardBefore(String cluster, long seq) {
    writing(
        "removing old events of cluster '%s'".formatted(cluster),
        connection ->
            EventTable.discardBefore(connection, cluster, seq)
                + SnapshotTable.discardBefore(connection, cluster, seq));
  }

  @Override
  public JournalSize size() {
    return reading("measuring it", connection -> EventTable.size(connection, database.sizeQuery()));
  }

  @Override
  public void close() {
    database.close();
  }

  private <T> T reading(String doing, Database.Work<T> work) {
    return trying(doing, () -> database.read(work));
  }

  private <T> void writing(String doing, Database.Work<T> work) {
    trying(doing, () -> database.write(work));
  }

  /** Something that may be done again when nobody knows whether it was done. */
  @FunctionalInterface
  private interface Repeatable<T> {
    T run() throws SQLException;
  }

  private <T> T trying(String doing, Repeatable<T> work) {
    for (int left = TRIES; ; left--) {
      try {
        return work.run();
      } catch (SQLException e) {
        if (left == 1 || database.kindOf(e) != Failure.CONNECTION_LOST) {
          throw database.explained(doing, e);
        }
      }
    }
  }
}
