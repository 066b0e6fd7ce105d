package org.muster.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.coordinator.core.view.EntranceView;
import org.muster.coordinator.http.ServerForTest;
import org.muster.coordinator.http.Views;

/**
 * By which program somebody gets into a node; the shells themselves are opened by real clusters.
 */
final class LoginTest {
  @TempDir private Path tools;
  private ServerForTest server;

  @BeforeEach
  void start() throws IOException {
    server = new ServerForTest();
    server.clusters().put(Views.demo("running", Views.succeeded()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anInstanceIsEnteredThroughTheSessionManagerWhereItsPluginIs() throws IOException {
    has("aws");
    has("session-manager-plugin");

    assertThat(login("demo", "--json").out())
        .contains("\"ssm\", \"start-session\", \"--target\", \"i-master-1\"", "\"eu-central-1\"");
    assertThat(login("demo", "worker-1", "--json", "--via", "connect", "--user", "admin").out())
        .contains("\"ssh\", \"--instance-id\", \"i-worker-1\", \"--os-user\", \"admin\"");
  }

  @Test
  void withoutThePluginItGoesThroughInstanceConnect() throws IOException {
    has("aws");

    assertThat(login("demo", "--json").out()).contains("\"ec2-instance-connect\", \"ssh\"");
    CliRun bySsm = login("demo", "--via", "ssm");
    assertThat(bySsm.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(bySsm.err()).contains("session-manager-plugin", "--via connect");
  }

  @Test
  void whatIsMissingIsNamed() {
    CliRun run = login("demo");

    assertThat(run.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(run.err()).contains("there is no 'aws' on this machine; install");
  }

  @Test
  void aNodeThatIsNotThereIsNamed() {
    CliRun run = login("demo", "worker-9");

    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err()).contains("demo has no node 'worker-9'; see 'muster nodes demo'");
  }

  @Test
  void aShellInAContainerHasATerminalWhereThereIsOne() {
    EntranceView entrance =
        new EntranceView(EntranceView.Kind.CONTAINER, "/run/m/runc", "m.demo.worker-1");

    assertThat(Shell.ofContainer(entrance, true, "xterm").command())
        .containsSubsequence("--tty", "--env", "TERM=xterm", "m.demo.worker-1", "/bin/bash", "-l");
    assertThat(Shell.ofContainer(entrance, false, "xterm").command()).doesNotContain("--tty");
  }

  private void has(String program) throws IOException {
    Files.createFile(
        tools.resolve(program),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private CliRun login(String... arguments) {
    String[] words = new String[arguments.length + 1];
    words[0] = "login";
    System.arraycopy(arguments, 0, words, 1, arguments.length);
    return CliRun.with(
        Map.of(
            "MUSTER_HOME", tools.resolve("home").toString(),
            "MUSTER_COORDINATOR", server.url().toString(),
            "MUSTER_TOKEN", ServerForTest.TOKEN,
            "PATH", tools.toString()),
        "",
        words);
  }
}
