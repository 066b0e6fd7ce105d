package org.muster.coordinator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.journal.LosingDatabase.Loss;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** What a journal in a database must do besides. One subclass per database. */
abstract class SqlJournalContract extends JournalContract {
  private final List<Database> opened = new ArrayList<>();

  /** Connects to the database of this test. */
  abstract Database connect();

  final Database openDatabase() {
    Database database = connect();
    opened.add(database);
    return database;
  }

  @Override
  final Journal open(String writer) {
    return new SqlJournal(openDatabase(), writer);
  }

  @Override
  @AfterEach
  final void closeAll() {
    opened.forEach(Database::close);
    opened.clear();
  }

  @Test
  void anAppendWhoseAnswerGotLostIsFoundToBeDone() {
    Journal journal = new SqlJournal(new LosingDatabase(openDatabase(), Loss.AFTER_COMMIT, 1), "a");

    journal.append("demo", 0, 1, NOON, List.of(STARTED, STOPPED));

    assertThat(journal.read("demo", 0, 10))
        .extracting(JournalRow::type)
        .containsExactly("started", "stopped");
  }

  @Test
  void anAppendThatGotLostItselfIsDoneAgain() {
    Journal journal =
        new SqlJournal(new LosingDatabase(openDatabase(), Loss.BEFORE_COMMIT, 1), "a");

    journal.append("demo", 0, 1, NOON, List.of(STARTED, STOPPED));

    assertThat(journal.lastSeq("demo")).isEqualTo(2);
  }

  @Test
  void anAppendThatGotLostWhileAnotherTookOverIsAConflict() {
    Database database = openDatabase();
    new SqlJournal(database, "b").append("demo", 0, 2, NOON, List.of(STARTED));
    Journal deposed = new SqlJournal(new LosingDatabase(database, Loss.BEFORE_COMMIT, 1), "a");

    assertThatThrownBy(() -> deposed.append("demo", 0, 1, NOON, List.of(STARTED)))
        .isInstanceOf(JournalConflictException.class);
  }

  @Test
  void aDatabaseThatStaysAwayIsReportedAndTheCallMayBeRepeated() {
    Database database = openDatabase();
    Journal journal = new SqlJournal(new LosingDatabase(database, Loss.BEFORE_COMMIT, 3), "a");

    assertThatThrownBy(() -> journal.append("demo", 0, 1, NOON, List.of(STARTED)))
        .isInstanceOfSatisfying(
            MusterException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.STORAGE_FAILED))
        .hasMessageContaining("appending row 1 of cluster 'demo'");

    journal.append("demo", 0, 1, NOON, List.of(STARTED));
    assertThat(journal.lastSeq("demo")).isEqualTo(1);
  }

  @Test
  void refusesTablesOfANewerMuster() throws SQLException {
    openDatabase()
        .write(
            connection -> {
              try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(
                    "UPDATE flyway_schema_history SET version = '99' WHERE version = '1'");
              }
            });
    closeAll();

    assertThatThrownBy(this::openDatabase)
        .isInstanceOfSatisfying(
            MusterException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INCOMPATIBLE_VERSION))
        .hasMessageContaining("newer muster")
        .hasMessageContaining("version 99");
  }
}
