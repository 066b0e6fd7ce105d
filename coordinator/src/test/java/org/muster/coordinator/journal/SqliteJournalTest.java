package org.muster.coordinator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

final class SqliteJournalTest extends SqlJournalContract {
  @TempDir Path directory;

  private Path file() {
    return directory.resolve("state").resolve("journal.db");
  }

  @Override
  Database connect() {
    return SqliteDatabase.open(file());
  }

  @Test
  void writesThroughToTheDisk() throws SQLException {
    Database database = openDatabase();

    assertThat(pragma(database, "journal_mode")).isEqualTo("wal");
    assertThat(pragma(database, "synchronous")).isEqualTo("2"); // FULL
  }

  private static String pragma(Database database, String name) throws SQLException {
    return database.read(
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet found = statement.executeQuery("PRAGMA " + name)) {
            return found.next() ? found.getString(1) : "";
          }
        });
  }

  @Test
  void allItsFilesAreForItsOwnerAlone() throws IOException {
    open("a").append("demo", 0, 1, NOON, List.of(STARTED));

    try (Stream<Path> files = Files.list(file().getParent())) {
      assertThat(files)
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void aFullDiskIsNamedAndLeavesNothingHalfDone() throws SQLException {
    Database database = openDatabase();
    Journal journal = new SqlJournal(database, "a");
    journal.append("demo", 0, 1, NOON, List.of(STARTED));
    // What SQLite answers at this bound is what it answers on a full disk.
    database.write(connection -> pragma(connection.createStatement(), "max_page_count = 40"));
    List<Draft> large = Collections.nCopies(2, new Draft("big", "x".repeat(1 << 20)));

    assertThatThrownBy(() -> journal.append("demo", 1, 1, NOON, large))
        .isInstanceOfSatisfying(
            MusterException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.STORAGE_FAILED))
        .hasMessageContaining(file().toString())
        .hasMessageContaining("the disk is full; free some space");

    database.write(connection -> pragma(connection.createStatement(), "max_page_count = 1000000"));
    assertThat(journal.lastSeq("demo")).isEqualTo(1);
    journal.append("demo", 1, 1, NOON, large);
    assertThat(journal.lastSeq("demo")).isEqualTo(3);
  }

  private static boolean pragma(Statement statement, String setting) throws SQLException {
    try (statement) {
      return statement.execute("PRAGMA " + setting);
    }
  }

  @Test
  void aFileThatIsNoJournalIsRefusedByName() throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "this is not a database, and long enough to tell".repeat(100));

    assertThatThrownBy(this::openDatabase)
        .isInstanceOfSatisfying(
            MusterException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.STORAGE_FAILED))
        .hasMessageContaining(file().toString())
        .hasMessageContaining("is not a journal; stop the coordinator and put back a copy");
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    Journal before = open("a");
    for (int row = 0; row < 50; row++) {
      before.append("demo", row, 1, NOON, List.of(new Draft("filler", "x".repeat(2_000))));
    }
    closeAll();
    damage(file());

    assertThatThrownBy(() -> open("b").read("demo", 0, 100))
        .isInstanceOfSatisfying(
            MusterException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.STORAGE_FAILED))
        .hasMessageContaining(file().toString())
        .hasMessageContaining("damaged");
  }

  // Everything behind the first page, which says what the file is.
  private static void damage(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      byte[] garbage = new byte[(int) channel.size() - 4096];
      Arrays.fill(garbage, (byte) 0x5a);
      channel.write(ByteBuffer.wrap(garbage), 4096);
    }
  }

  @Test
  void aPlaceThatCannotBeMadeIsNamed() throws IOException {
    Files.writeString(directory.resolve("state"), "a file where the directory should be");

    assertThatThrownBy(this::openDatabase)
        .isInstanceOf(MusterException.class)
        .hasMessageContaining(file().toString());
  }

  @Test
  void aLockedFileIsNamed() throws SQLException {
    Database one = openDatabase();
    Database two = openDatabase();
    Journal waiting = new SqlJournal(two, "b");
    two.write(connection -> pragma(connection.createStatement(), "busy_timeout = 1"));

    assertThatThrownBy(
            () ->
                one.write(
                    connection -> {
                      waiting.append("demo", 0, 1, NOON, List.of(STARTED));
                      return null;
                    }))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("another process has locked it");
  }
}
