package org.muster.coordinator.journal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One file with a write-ahead log. One connection writes and one reads, each used by one thread at
 * a time; readers never wait for a writer.
 */
final class SqliteDatabase implements Database {
  private static final int BUSY_MILLIS = 5_000;
  private static final int LOG_BYTES = 64 << 20;

  /** By primary result code: what is wrong with the file, and what to do. */
  private static final Map<Integer, String> ADVICE =
      Map.of(
          SQLiteErrorCode.SQLITE_FULL.code,
          "the disk is full; free some space on it, and it goes on",
          SQLiteErrorCode.SQLITE_CORRUPT.code,
          "the file is damaged; stop the coordinator and put back a copy of it, or move it away to"
              + " begin with an empty journal",
          SQLiteErrorCode.SQLITE_NOTADB.code,
          "the file is not a journal; stop the coordinator and put back a copy of it, or move it"
              + " away to begin with an empty journal",
          SQLiteErrorCode.SQLITE_BUSY.code,
          "another process has locked it for too long; see who holds it, with 'fuser' on the file",
          SQLiteErrorCode.SQLITE_READONLY.code,
          "the file may not be written; give it and its directory to the user of the coordinator",
          SQLiteErrorCode.SQLITE_CANTOPEN.code,
          "the file cannot be opened; give it and its directory to the user of the coordinator",
          SQLiteErrorCode.SQLITE_IOERR.code,
          "the disk under it failed; look into the kernel's log, and move the file to a disk that"
              + " works");

  private final Path file;
  private final Connection writing;
  private final Connection reading;
  private final ReentrantLock writer = new ReentrantLock();
  private final ReentrantLock reader = new ReentrantLock();

  private SqliteDatabase(Path file, Connection writing, Connection reading) {
    this.file = file;
    this.writing = writing;
    this.reading = reading;
  }

  static SqliteDatabase open(Path file) {
    makePrivate(file);
    SQLiteDataSource source = new SQLiteDataSource(config());
    source.setUrl("jdbc:sqlite:" + file);
    Connection first = null;
    try {
      first = source.getConnection();
      Schema.bringUpToDate(file.toString(), source, first);
      return new SqliteDatabase(file, first, source.getConnection());
    } catch (SQLException | RuntimeException e) {
      closeBecauseOf(e, first);
      throw e instanceof SQLException failure
          ? explained(file, "opening it", failure)
          : (RuntimeException) e;
    }
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setJournalSizeLimit(LOG_BYTES);
    return config;
  }

  // SQLite gives its other files the rights of this one, and would make it readable by all.
  private static void makePrivate(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      return; // the usual case: not the first start
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.STORAGE_FAILED,
          "the journal %s cannot be made: %s; give the directory to the user of the coordinator"
              .formatted(file, e),
          e);
    }
  }

  @Override
  public <T> T read(Work<T> work) throws SQLException {
    reader.lock();
    try {
      return work.on(reading);
    } finally {
      reader.unlock();
    }
  }

  @Override
  public <T> T write(Work<T> work) throws SQLException {
    writer.lock();
    try (Statement statement = writing.createStatement()) {
      // Not through setAutoCommit: the driver then opens the next transaction at once.
      statement.execute("BEGIN IMMEDIATE");
      try {
        T result = work.on(writing);
        statement.execute("COMMIT");
        return result;
      } catch (SQLException | RuntimeException e) {
        rollBack(statement, e);
        throw e;
      }
    } finally {
      writer.unlock();
    }
  }

  private static void rollBack(Statement statement, Exception because) {
    try {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      because.addSuppressed(e); // a full disk has rolled back already
    }
  }

  @Override
  public String sizeQuery() {
    return "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";
  }

  @Override
  public Failure kindOf(SQLException failure) {
    return codeOf(failure) == SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY.code
        ? Failure.TAKEN_KEY
        : Failure.OTHER;
  }

  @Override
  public MusterException explained(String doing, SQLException failure) {
    return explained(file, doing, failure);
  }

  private static MusterException explained(Path file, String doing, SQLException failure) {
    String advice =
        ADVICE.getOrDefault(codeOf(failure) & 0xff, "the database said: " + failure.getMessage());
    return new MusterException(
        ErrorCode.STORAGE_FAILED, "the journal %s: %s: %s".formatted(file, doing, advice), failure);
  }

  /** The extended result code, also when the driver has wrapped the failure. */
  private static int codeOf(SQLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLiteException known) {
        return known.getResultCode().code;
      }
    }
    return failure.getErrorCode();
  }

  @Override
  public void close() {
    try {
      reading.close();
      writing.close(); // the last to go tidies the write-ahead log away
    } catch (SQLException e) {
      throw explained("closing it", e);
    }
  }

  private static void closeBecauseOf(Exception because, Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }
}
