package org.muster.coordinator.journal;

import java.sql.SQLException;
import org.muster.error.MusterException;

/** A real database whose connection breaks at a commit, once or for good. */
final class LosingDatabase implements Database {
  /** Which side of the commit the connection breaks on. */
  enum Loss {
    BEFORE_COMMIT,
    AFTER_COMMIT
  }

  private final Database real;
  private final Loss loss;
  private int left;

  LosingDatabase(Database real, Loss loss, int times) {
    this.real = real;
    this.loss = loss;
    this.left = times;
  }

  @Override
  public <T> T read(Work<T> work) throws SQLException {
    return real.read(work);
  }

  @Override
  public <T> T write(Work<T> work) throws SQLException {
    if (left == 0) {
      return real.write(work);
    }
    left--;
    if (loss == Loss.AFTER_COMMIT) {
      real.write(work);
    }
    throw new SQLException("the connection is gone", "08006");
  }

  @Override
  public String sizeQuery() {
    return real.sizeQuery();
  }

  @Override
  public Failure kindOf(SQLException failure) {
    return "08006".equals(failure.getSQLState()) ? Failure.CONNECTION_LOST : real.kindOf(failure);
  }

  @Override
  public MusterException explained(String doing, SQLException failure) {
    return real.explained(doing, failure);
  }

  @Override
  public void close() {
    real.close();
  }
}
