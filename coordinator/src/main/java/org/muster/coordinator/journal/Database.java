package org.muster.coordinator.journal;

import java.sql.Connection;
import java.sql.SQLException;
import org.muster.error.MusterException;

/** Where the statements go, and all that differs from one database to the next. */
interface Database extends AutoCloseable {

  /** Statements on one connection. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** What a failure means for the caller. */
  enum Failure {
    /** The primary key exists already. */
    TAKEN_KEY,
    /** Nobody knows whether the transaction was committed: ask again. */
    CONNECTION_LOST,
    OTHER
  }

  /** Runs statements that change nothing, each for itself. */
  <T> T read(Work<T> work) throws SQLException;

  /** Runs statements in one transaction, which is durable when this returns. */
  <T> T write(Work<T> work) throws SQLException;

  /** A query for one number: the bytes that all tables take. */
  String sizeQuery();

  Failure kindOf(SQLException failure);

  /** Says what failed, where, and what to do next. */
  MusterException explained(String doing, SQLException failure);

  @Override
  void close();
}
