package org.muster.coordinator.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** The version of the tables: checked at each start, and raised by Flyway when it is behind. */
final class Schema {
  /** The number of the last script in {@link #SCRIPTS}; a test keeps the two together. */
  static final int CURRENT = 1;

  static final String SCRIPTS = "org/muster/coordinator/journal/migration";

  private static final String HISTORY = "flyway_schema_history";
  private static final String VERSIONS =
      "SELECT version FROM " + HISTORY + " WHERE success AND version IS NOT NULL";

  private Schema() {}

  /** Makes the tables what this code expects. Flyway costs half a second, so it is asked rarely. */
  static void bringUpToDate(String place, DataSource source, Connection connection)
      throws SQLException {
    int version = version(connection);
    if (version > CURRENT) {
      throw new MusterException(
          ErrorCode.INCOMPATIBLE_VERSION,
          "the journal %s was written by a newer muster (its tables are version %d, this one knows %d); use that one, or another journal"
              .formatted(place, version, CURRENT));
    }
    if (version < CURRENT) {
      migrate(place, source, connection);
    }
  }

  private static void migrate(String place, DataSource source, Connection connection)
      throws SQLException {
    try {
      Flyway.configure(Schema.class.getClassLoader())
          .dataSource(source)
          .locations("classpath:" + SCRIPTS)
          .load()
          .migrate();
    } catch (FlywayException e) {
      if (version(connection) == CURRENT) {
        return; // another coordinator that starts just now was faster
      }
      throw new MusterException(
          ErrorCode.STORAGE_FAILED,
          "the journal %s: its tables cannot be brought to version %d: %s; nothing was changed that a repeated start would not finish"
              .formatted(place, CURRENT, e.getMessage()),
          e);
    }
  }

  /** 0 where there are no tables yet. */
  private static int version(Connection connection) throws SQLException {
    try (ResultSet tables =
        connection.getMetaData().getTables(null, connection.getSchema(), HISTORY, null)) {
      if (!tables.next()) {
        return 0;
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(VERSIONS)) {
      int highest = 0;
      while (found.next()) {
        highest = Math.max(highest, Integer.parseInt(found.getString(1)));
      }
      return highest;
    }
  }
}
