package org.muster.coordinator.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** A database that several coordinators share, through a pool that replaces lost connections. */
final class PostgresDatabase implements Database {
  private static final int CONNECTIONS = 4;
  private static final int WAIT_MILLIS = 5_000;
  private static final String UNIQUE_VIOLATION = "23505";

  /** By SQL state, or its class: what is wrong, and what to do. */
  private static final Map<String, String> ADVICE =
      Map.of(
          "53100", "the database's disk is full; free some space there, and it goes on",
          "53300", "the database has no connection left; raise its max_connections",
          "28", "the database refuses the user; check user and password of the journal",
          "3D", "there is no such database; create it, or correct the journal's address",
          "42501", "the user may not do this; give it the right to create tables in the database",
          "25006", "the database is read-only; give the address of the primary",
          "08", "the database does not answer; see that it runs and can be reached from here",
          "57P", "the database is shutting down or starting; it goes on when it is back");

  private final String place;
  private final HikariDataSource pool;

  private PostgresDatabase(String place, HikariDataSource pool) {
    this.place = place;
    this.pool = pool;
  }

  static PostgresDatabase open(PostgresSettings settings) {
    PostgresDatabase database = new PostgresDatabase(settings.place(), connect(settings));
    try {
      try (Connection connection = database.pool.getConnection()) {
        Schema.bringUpToDate(settings.place(), database.pool, connection);
      } catch (SQLException e) {
        throw database.explained("opening it", e);
      }
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static HikariDataSource connect(PostgresSettings settings) {
    try {
      return new HikariDataSource(config(settings));
    } catch (PoolInitializationException e) {
      SQLException cause =
          e.getCause() instanceof SQLException failure ? failure : new SQLException(e.getCause());
      throw explained(settings.place(), "opening it", cause);
    }
  }

  private static HikariConfig config(PostgresSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("journal");
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(WAIT_MILLIS);
    // The fence needs each statement to see what was committed before it.
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setConnectionInitSql("SET synchronous_commit TO on");
    config.addDataSourceProperty("ApplicationName", "muster");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("connectTimeout", "5");
    config.addDataSourceProperty("socketTimeout", "30");
    return config;
  }

  @Override
  public <T> T read(Work<T> work) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      distrustOthersAfter(e);
      throw e;
    }
  }

  @Override
  public <T> T write(Work<T> work) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false); // the pool resets it
      try {
        T result = work.on(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        rollBack(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      distrustOthersAfter(e);
      throw e;
    }
  }

  // A server that went away has taken all connections with it, and each would cost the caller one
  // of its tries.
  private void distrustOthersAfter(SQLException failure) {
    if (kindOf(failure) == Failure.CONNECTION_LOST) {
      pool.getHikariPoolMXBean().softEvictConnections();
    }
  }

  private static void rollBack(Connection connection, Exception because) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      because.addSuppressed(e); // the connection is gone, and the transaction with it
    }
  }

  @Override
  public String sizeQuery() {
    return "SELECT pg_total_relation_size('event') + pg_total_relation_size('event_archive') + pg_total_relation_size('snapshot')";
  }

  @Override
  public Failure kindOf(SQLException failure) {
    String state = stateOf(failure);
    if (state.equals(UNIQUE_VIOLATION)) {
      return Failure.TAKEN_KEY;
    }
    return state.startsWith("08") || state.startsWith("57P")
        ? Failure.CONNECTION_LOST
        : Failure.OTHER;
  }

  @Override
  public MusterException explained(String doing, SQLException failure) {
    return explained(place, doing, failure);
  }

  private static MusterException explained(String place, String doing, SQLException failure) {
    String state = stateOf(failure);
    String advice =
        ADVICE.entrySet().stream()
            .filter(entry -> state.startsWith(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("the database said: " + failure.getMessage());
    return new MusterException(
        ErrorCode.STORAGE_FAILED,
        "the journal %s: %s: %s".formatted(place, doing, advice),
        failure);
  }

  /** The first SQL state in the chain: the pool wraps the one that matters. */
  private static String stateOf(SQLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException known && known.getSQLState() != null) {
        return known.getSQLState();
      }
    }
    return "";
  }

  @Override
  public void close() {
    pool.close();
  }
}
