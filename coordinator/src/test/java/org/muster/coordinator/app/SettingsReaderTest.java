package org.muster.coordinator.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.coordinator.app.CoordinatorSettings.Agents;
import org.muster.coordinator.app.CoordinatorSettings.Api;
import org.muster.coordinator.app.CoordinatorSettings.KeyFiles;
import org.muster.coordinator.cli.Server;
import org.muster.coordinator.flow.Retention;
import org.muster.coordinator.journal.PostgresSettings;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

final class SettingsReaderTest {
  private static final HostPort ANY_OF_LOOPBACK = new HostPort("127.0.0.1", 0);

  @TempDir private Path home;

  @Test
  void withoutAWordItServesThisMachineAlone() {
    CoordinatorSettings settings = read(Map.of(), Map.of());

    assertThat(settings.api()).isEqualTo(new Api(ANY_OF_LOOPBACK, List.of(), Optional.empty()));
    assertThat(settings.agents()).isEqualTo(new Agents(ANY_OF_LOOPBACK, List.of()));
    assertThat(settings.journal()).isEmpty();
    assertThat(settings.retention()).isEqualTo(Retention.DEFAULT);
    assertThat(settings.endsWhenIdle()).isFalse();
  }

  @Test
  void theFileCanSetEverything() throws IOException {
    Path certificate = secret("api.pem", "chain");
    Path key = secret("api.key", "key");
    secret("password", "from the file\n");
    Path regions = secret("mine.pem", "# region: eu-own-1\n");
    write(
        """
        api:
          listen: 10.0.0.5:7070
          names: [muster.example.com, muster]
          certificate: api.pem
          key: api.key
        agents:
          listen: 0.0.0.0:7077
          advertise: [10.0.0.5, "[fd00::5]:7078"]
        journal:
          url: jdbc:postgresql://db/muster?ssl=true
          user: coordinator
          password_file: password
        ec2:
          certificates: mine.pem
        retention:
          destroyed_clusters: 90d
          logs: 12h
          logs_per_cluster: 500MiB
          artifacts: 7d
        """);

    CoordinatorSettings settings = read(Map.of(), Map.of());

    assertThat(settings.api())
        .isEqualTo(
            new Api(
                new HostPort("10.0.0.5", 7070),
                List.of("muster.example.com", "muster"),
                Optional.of(new KeyFiles(certificate, key))));
    assertThat(settings.certificates()).contains(regions);
    assertThat(settings.agents())
        .isEqualTo(
            new Agents(
                new HostPort("0.0.0.0", 7077),
                List.of(new HostPort("10.0.0.5", 0), new HostPort("fd00::5", 7078))));
    assertThat(settings.journal())
        .contains(
            new PostgresSettings(
                "jdbc:postgresql://db/muster?ssl=true", "coordinator", "from the file"));
    assertThat(settings.retention())
        .isEqualTo(
            new Retention(
                Duration.ofDays(90), Duration.ofHours(12), 500L << 20, Duration.ofDays(7)));
  }

  @Test
  void theCommandLineCountsBeforeTheEnvironmentAndThatBeforeTheFile() throws IOException {
    write("{api: {listen: '10.0.0.1:1'}, agents: {listen: '10.0.0.1:2'}, journal: {user: file}}");
    Map<String, String> variables =
        Map.of(
            "MUSTER_API_LISTEN", "10.0.0.2:1",
            "MUSTER_AGENTS_LISTEN", "10.0.0.2:2",
            "MUSTER_JOURNAL", "jdbc:postgresql://db/muster",
            "MUSTER_JOURNAL_PASSWORD", "from the environment");

    CoordinatorSettings settings = read(Map.of("api.listen", "10.0.0.3:1"), variables);

    assertThat(settings.api().listen()).hasToString("10.0.0.3:1");
    assertThat(settings.agents().listen()).hasToString("10.0.0.2:2");
    assertThat(settings.journal())
        .contains(
            new PostgresSettings("jdbc:postgresql://db/muster", "file", "from the environment"));
  }

  @Test
  void allMistakesAreNamedTogetherEachWithWhereItIsAndWhatIsExpected() throws IOException {
    Path key = Files.writeString(home.resolve("api.key"), "key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    write(
        """
        api: { key: api.key }
        agents: { listne: 10.0.0.1:1 }
        retention: { logs: 30 parsecs, logs_per_cluster: 0MiB }
        """);

    String message =
        mistakes(
            Map.of("api.listen", "10.0.0.1:70700", "agents.listen", "0.0.0.0:7077"),
            Map.of("MUSTER_JOURNAL", "jdbc:mysql://db/muster"));

    assertThat(message)
        .contains("api.listen is '10.0.0.1:70700' (from --api-listen) but must be HOST:PORT")
        .contains("api.key is '" + key + "', which others can read")
        .contains("api.certificate and api.key belong together")
        .contains(
            "coordinator.yaml:2:11: 'agents.listne' is no setting; did you mean 'agents.listen'?")
        .contains("agents.advertise is missing, and agents.listen is '0.0.0.0'")
        .contains("journal.url is 'jdbc:mysql://db/muster' (from MUSTER_JOURNAL) but must be")
        .containsPattern("retention.logs is '30 parsecs' \\(from .*coordinator.yaml:3:20\\)")
        .contains("retention.logs_per_cluster is '0MiB'");
  }

  @Test
  void aPasswordInTheAddressIsRefusedAndNotShown() {
    String inQuery = "jdbc:postgresql://db/muster?password=hunter2";
    String inPlace = "jdbc:postgresql://me:hunter2@db/muster";

    for (String url : List.of(inQuery, inPlace)) {
      assertThat(mistakes(Map.of("journal.url", url), Map.of()))
          .contains("journal.url (from --journal) holds a user or a password")
          .doesNotContain("hunter2");
    }
  }

  @Test
  void aUserWithoutAJournalIsAMistake() {
    assertThat(mistakes(Map.of("journal.user", "me"), Map.of()))
        .contains("journal.user is set (by --journal-user) but journal.url is not");
  }

  @Test
  void aFileThatWasNamedHasToBeThere() {
    assertThat(mistakes(Map.of("settings", "/nowhere/coordinator.yaml"), Map.of()))
        .contains("settings is '/nowhere/coordinator.yaml' but that file cannot be read");
  }

  @Test
  void whatIsPassedAroundShowsNoPassword() {
    Server.Settings raw =
        new Server.Settings(
            home, "1", null, Map.of(), Map.of("MUSTER_JOURNAL_PASSWORD", "hunter2"));

    assertThat(raw.toString()).doesNotContain("hunter2");
    assertThat(new PostgresSettings("jdbc:postgresql://db/muster", "me", "hunter2").toString())
        .doesNotContain("hunter2");
  }

  private CoordinatorSettings read(Map<String, String> given, Map<String, String> variables) {
    return SettingsReader.read(new Server.Settings(home, "1", null, given, variables));
  }

  private String mistakes(Map<String, String> given, Map<String, String> variables) {
    MusterException refusal =
        catchThrowableOfType(MusterException.class, () -> read(given, variables));
    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_INPUT);
    return refusal.getMessage();
  }

  private void write(String text) throws IOException {
    Files.writeString(home.resolve("coordinator.yaml"), text);
  }

  private Path secret(String name, String text) throws IOException {
    Path file = Files.writeString(home.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }
}
