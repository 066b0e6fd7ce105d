package org.muster.coordinator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.muster.coordinator.testkit.PostgresServer;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

final class PostgresJournalTest extends SqlJournalContract {
  private static PostgresServer server;
  private static int schemas;

  private String schema;
  private PostgresSettings settings;

  @BeforeAll
  static void startServer() throws Exception {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void makeSchema() throws SQLException {
    schemas++;
    schema = "test_" + schemas;
    settings = server.fresh(schema);
  }

  @Override
  Database connect() {
    return PostgresDatabase.open(settings);
  }

  @ParameterizedTest
  @EnumSource
  void aConnectionThatBreaksAtTheCommitLosesNothingAndDoublesNothing(CuttingProxy.Cut cut)
      throws IOException {
    openDatabase();
    try (CuttingProxy proxy = new CuttingProxy(server.port());
        Journal journal = SqlJournal.onPostgres(through(proxy), "a")) {
      journal.append("demo", 0, 1, NOON, List.of(STARTED));
      proxy.cutNextCommit(cut);

      journal.append("demo", 1, 1, NOON, List.of(STOPPED, STARTED));

      assertThat(proxy.cuts()).isEqualTo(1);
      assertThat(journal.read("demo", 0, 10))
          .extracting(JournalRow::type)
          .containsExactly("started", "stopped", "started");
    }
  }

  // In this mode the word COMMIT is on the wire each time, for the proxy to see.
  private PostgresSettings through(CuttingProxy proxy) {
    PostgresSettings direct = PostgresServer.settings(proxy.port(), schema);
    return new PostgresSettings(
        direct.url() + "&preferQueryMode=simple", direct.user(), direct.password());
  }

  @Test
  void connectionsThatTheServerEndedAreReplaced() throws SQLException {
    Journal journal = open("a");
    journal.append("demo", 0, 1, NOON, List.of(STARTED));

    server.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'muster'");

    journal.append("demo", 1, 1, NOON, List.of(STOPPED));
    assertThat(journal.lastSeq("demo")).isEqualTo(2);
  }

  @Test
  void aServerThatIsNotThereIsNamedAtOnce() {
    PostgresSettings nowhere =
        new PostgresSettings(
            "jdbc:postgresql://127.0.0.1:1/journal?password=hidden", "muster", "secret");

    assertThatThrownBy(() -> PostgresDatabase.open(nowhere))
        .isInstanceOfSatisfying(
            MusterException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.STORAGE_FAILED))
        .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/journal: opening it")
        .hasMessageContaining("does not answer")
        .hasMessageNotContaining("hidden");
  }

  @Test
  void aDatabaseThatIsNotThereIsNamed() {
    String url = "jdbc:postgresql://127.0.0.1:%d/nowhere".formatted(server.port());

    assertThatThrownBy(() -> PostgresDatabase.open(new PostgresSettings(url, "postgres", "")))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("there is no such database");
  }

  @Test
  @Tag("nightly") // Flyway tries for ten seconds
  void aUserWithoutRightsIsTold() throws SQLException {
    server.execute("CREATE ROLE guest_" + schema + " LOGIN");
    server.execute("GRANT USAGE ON SCHEMA " + schema + " TO guest_" + schema);

    assertThatThrownBy(
            () ->
                PostgresDatabase.open(new PostgresSettings(settings.url(), "guest_" + schema, "")))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("permission denied");
  }

  @Test
  void aDatabaseThatTurnedReadOnlyIsNamed() throws SQLException {
    Journal journal = open("a");
    journal.append("demo", 0, 1, NOON, List.of(STARTED));
    closeAll();
    server.execute("CREATE ROLE reader_" + schema + " SUPERUSER LOGIN");
    server.execute("ALTER ROLE reader_" + schema + " SET default_transaction_read_only TO on");

    try (Journal reader =
        SqlJournal.onPostgres(new PostgresSettings(settings.url(), "reader_" + schema, ""), "b")) {
      assertThatThrownBy(() -> reader.append("demo", 1, 1, NOON, List.of(STOPPED)))
          .isInstanceOf(MusterException.class)
          .hasMessageContaining("the database is read-only; give the address of the primary");
      assertThat(reader.lastSeq("demo")).isEqualTo(1);
    }
  }
}
