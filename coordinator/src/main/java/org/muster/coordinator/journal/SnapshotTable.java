package org.muster.coordinator.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The statements about snapshots, in the part of SQL that both databases speak. */
final class SnapshotTable {
  private static final String UPSERT =
      "INSERT INTO snapshot (cluster, seq, body) VALUES (?, ?, ?) ON CONFLICT (cluster, seq) DO"
          + " UPDATE SET body = excluded.body";

  private static final String LATEST =
      "SELECT cluster, seq, body FROM snapshot WHERE cluster = ? ORDER BY seq DESC LIMIT 1";

  // The one before is kept, for somebody who has to look into what a snapshot got wrong.
  private static final String PRUNE =
      "DELETE FROM snapshot WHERE cluster = ? AND seq NOT IN (SELECT seq FROM snapshot WHERE"
          + " cluster = ? ORDER BY seq DESC LIMIT 2)";

  private SnapshotTable() {}

  static int save(Connection connection, Snapshot snapshot) throws SQLException {
    long last = EventTable.lastSeq(connection, snapshot.cluster());
    if (snapshot.seq() < 1 || snapshot.seq() > last) {
      throw new IllegalArgumentException(
          "cluster '%s' has the rows 1 to %d, so that there is no state after row %d"
              .formatted(snapshot.cluster(), last, snapshot.seq()));
    }
    try (PreparedStatement insert = connection.prepareStatement(UPSERT)) {
      insert.setString(1, snapshot.cluster());
      insert.setLong(2, snapshot.seq());
      insert.setString(3, snapshot.body());
      insert.executeUpdate();
    }
    try (PreparedStatement prune = connection.prepareStatement(PRUNE)) {
      prune.setString(1, snapshot.cluster());
      prune.setString(2, snapshot.cluster());
      return prune.executeUpdate();
    }
  }

  static int discardBefore(Connection connection, String cluster, long seq) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM snapshot WHERE cluster = ? AND seq < ?")) {
      delete.setString(1, cluster);
      delete.setLong(2, seq);
      return delete.executeUpdate();
    }
  }

  /** The row up to which the newest snapshot goes, without reading it; 0 when there is none. */
  static long lastCovered(Connection connection, String cluster) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT MAX(seq) FROM snapshot WHERE cluster = ?")) {
      select.setString(1, cluster);
      try (ResultSet found = select.executeQuery()) {
        return found.next() ? found.getLong(1) : 0;
      }
    }
  }

  static Optional<Snapshot> latest(Connection connection, String cluster) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LATEST)) {
      select.setString(1, cluster);
      try (ResultSet found = select.executeQuery()) {
        return found.next()
            ? Optional.of(new Snapshot(found.getString(1), found.getLong(2), found.getString(3)))
            : Optional.empty();
      }
    }
  }
}
