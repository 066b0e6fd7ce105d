package org.muster.coordinator.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** The statements about rows, in the part of SQL that both databases speak. */
final class EventTable {
  private static final String COLUMNS = "cluster, seq, epoch, at, type, body, writer";

  private static final String INSERT = "INSERT INTO event (" + COLUMNS + ") VALUES ";
  private static final String VALUES = "(?, ?, ?, ?, ?, ?, ?)";
  private static final int COLUMN_COUNT = 7;

  // Bounds the number of parameters of a statement, which both databases do.
  private static final int ROWS_AT_ONCE = 500;

  private static final String READ =
      "SELECT %1$s FROM event WHERE cluster = ? AND seq > ? UNION ALL SELECT %1$s FROM event_archive WHERE cluster = ? AND seq > ? ORDER BY seq LIMIT ?"
          .formatted(COLUMNS);

  private static final String EDGE =
      "SELECT (SELECT COUNT(*) FROM event WHERE cluster = ? AND seq = ?), (SELECT MAX(seq) FROM"
          + " event_archive WHERE cluster = ?), (SELECT MAX(seq) FROM event WHERE cluster = ?)";

  private static final String LAST =
      "SELECT MAX(last) FROM (SELECT MAX(seq) AS last FROM event WHERE cluster = ? UNION ALL SELECT"
          + " MAX(seq) AS last FROM event_archive WHERE cluster = ?) AS both_tables";

  // A cluster whose rows are all archived has a snapshot, and that table is small.
  private static final String CLUSTERS =
      "SELECT cluster FROM event UNION SELECT cluster FROM snapshot";

  private static final String ARCHIVE =
      "INSERT INTO event_archive (%1$s) SELECT %1$s FROM event WHERE cluster = ? AND seq <= ? ON CONFLICT (cluster, seq) DO NOTHING"
          .formatted(COLUMNS);

  private static final String REMOVE = "DELETE FROM event WHERE cluster = ? AND seq <= ?";

  private static final String REMOVE_ARCHIVED =
      "DELETE FROM event_archive WHERE cluster = ? AND seq <= ?";

  private EventTable() {}

  /**
   * Inserts the rows, which follow each other.
   *
   * @throws JournalConflictException if the first of them was written before, and archived
   */
  static boolean append(Connection connection, List<JournalRow> rows) throws SQLException {
    for (int from = 0; from < rows.size(); from += ROWS_AT_ONCE) {
      insert(connection, rows.subList(from, Math.min(from + ROWS_AT_ONCE, rows.size())));
    }
    // Only now, with the key taken: an archive that runs at the same time has ended, and is seen.
    checkEdge(connection, rows.get(0), rows.get(rows.size() - 1).seq());
    return true;
  }

  // One statement and so one round trip; not a batch, whose failures drivers wrap at will.
  private static void insert(Connection connection, List<JournalRow> rows) throws SQLException {
    String sql = INSERT + String.join(", ", Collections.nCopies(rows.size(), VALUES));
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (int index = 0; index < rows.size(); index++) {
        fill(insert, index * COLUMN_COUNT, rows.get(index));
      }
      insert.executeUpdate();
    }
  }

  private static void fill(PreparedStatement insert, int before, JournalRow row)
      throws SQLException {
    insert.setString(before + 1, row.cluster());
    insert.setLong(before + 2, row.seq());
    insert.setLong(before + 3, row.epoch());
    insert.setString(before + 4, row.at().toString());
    insert.setString(before + 5, row.type());
    insert.setString(before + 6, row.body());
    insert.setString(before + 7, row.writer());
  }

  private static void checkEdge(Connection connection, JournalRow first, long last)
      throws SQLException {
    long previous = first.seq() - 1;
    try (PreparedStatement select = connection.prepareStatement(EDGE)) {
      select.setString(1, first.cluster());
      select.setLong(2, previous);
      select.setString(3, first.cluster());
      select.setString(4, first.cluster());
      try (ResultSet found = select.executeQuery()) {
        found.next();
        long archived = found.getLong(2);
        // Behind the last row is nobody, also where what was before it has been removed.
        if (archived > previous || found.getLong(3) > last) {
          throw new JournalConflictException(first.cluster(), first.seq());
        }
        if (previous > archived && found.getLong(1) == 0) {
          throw new MusterException(
              ErrorCode.STORAGE_FAILED,
              "row %d of cluster '%s' is missing from the journal, so that row %d cannot follow it; if the journal was restored from a backup, start the coordinator again"
                  .formatted(previous, first.cluster(), first.seq()));
        }
      }
    }
  }

  static List<JournalRow> read(Connection connection, String cluster, long after, int limit)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(READ)) {
      select.setString(1, cluster);
      select.setLong(2, after);
      select.setString(3, cluster);
      select.setLong(4, after);
      select.setInt(5, limit);
      try (ResultSet found = select.executeQuery()) {
        List<JournalRow> rows = new ArrayList<>();
        while (found.next()) {
          rows.add(row(found));
        }
        return rows;
      }
    }
  }

  private static JournalRow row(ResultSet found) throws SQLException {
    return new JournalRow(
        found.getString(1),
        found.getLong(2),
        found.getLong(3),
        Instant.parse(found.getString(4)),
        found.getString(5),
        found.getString(6),
        found.getString(7));
  }

  static long lastSeq(Connection connection, String cluster) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LAST)) {
      select.setString(1, cluster);
      select.setString(2, cluster);
      try (ResultSet found = select.executeQuery()) {
        return found.next() ? found.getLong(1) : 0;
      }
    }
  }

  static List<String> clusters(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(CLUSTERS);
        ResultSet found = select.executeQuery()) {
      Set<String> names = new TreeSet<>(); // each database has its own idea of order
      while (found.next()) {
        names.add(found.getString(1));
      }
      return List.copyOf(names);
    }
  }

  static int archive(Connection connection, String cluster, long upToSeq) throws SQLException {
    long covered = SnapshotTable.lastCovered(connection, cluster);
    if (upToSeq > covered) {
      throw new IllegalArgumentException(
          "cluster '%s' has a snapshot up to row %d only, so that row %d cannot be archived"
              .formatted(cluster, covered, upToSeq));
    }
    update(connection, ARCHIVE, cluster, upToSeq);
    return update(connection, REMOVE, cluster, upToSeq);
  }

  /** Removes rows of both tables; a row that stays keeps their numbers from being used again. */
  static int discardBefore(Connection connection, String cluster, long seq) throws SQLException {
    if (lastSeq(connection, cluster) < seq || seq < 1) {
      throw new IllegalArgumentException(
          "cluster '%s' has no row %d, so that nothing before it can go".formatted(cluster, seq));
    }
    return update(connection, REMOVE, cluster, seq - 1)
        + update(connection, REMOVE_ARCHIVED, cluster, seq - 1);
  }

  static JournalSize size(Connection connection, String sizeQuery) throws SQLException {
    String sql =
        "SELECT (SELECT COUNT(*) FROM event), (SELECT COUNT(*) FROM event_archive), ("
            + sizeQuery
            + ")";
    try (PreparedStatement select = connection.prepareStatement(sql);
        ResultSet found = select.executeQuery()) {
      found.next();
      return new JournalSize(found.getLong(1), found.getLong(2), found.getLong(3));
    }
  }

  private static int update(Connection connection, String sql, String cluster, long seq)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, cluster);
      statement.setLong(2, seq);
      return statement.executeUpdate();
    }
  }
}
