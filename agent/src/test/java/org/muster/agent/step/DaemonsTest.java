package org.muster.agent.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.agent.step.BashStep.Outcome;

class DaemonsTest {
  private static final String WEB = "start_daemon web -- tail -f /dev/null\n";

  @TempDir private Path node;

  @AfterEach
  void stopWhatWasStarted() {
    run("stop_daemon web");
  }

  @Test
  void startingTwiceLeavesTheFirst() throws IOException {
    run(WEB);
    long first = pid();

    run(WEB);

    assertThat(pid()).isEqualTo(first);
    assertThat(isAlive(first)).isTrue();
  }

  @Test
  void anotherCommandReplacesTheFirst() throws IOException {
    run(WEB);
    long first = pid();

    Outcome outcome = run("start_daemon web -- tail -n 1 -f /dev/null\n");

    assertThat(outcome.output()).contains("web runs with another command, restarting it");
    assertThat(isAlive(first)).isFalse();
    assertThat(isAlive(pid())).isTrue();
  }

  @Test
  void stoppingReachesTheWholeSessionEvenWhatIgnoresIt() throws IOException {
    run(
        """
        start_daemon web -- bash -c 'trap "" TERM; tail -f /dev/null & echo $!; wait'
        wait_for command test -s "$MUSTER_ROOT/var/log/muster/web.log"
        """);
    long leader = pid();
    long child = Long.parseLong(log().strip());

    Outcome outcome = run("stop_daemon web --timeout 100ms\ndaemon_running web && echo runs\n");

    assertThat(outcome.output()).contains("killing it").doesNotContain("runs\n");
    assertThat(List.of(isAlive(leader), isAlive(child))).containsExactly(false, false);
  }

  @Test
  void aNumberThatWasReusedIsNotTakenForTheDaemon() throws IOException {
    run(WEB);
    long daemon = pid();
    Process other = new ProcessBuilder("setsid", "tail", "-f", "/dev/null").start();
    String record = Files.readString(pidFile());
    Files.writeString(pidFile(), record.replaceFirst("^" + daemon, "" + other.pid()));

    Outcome outcome = run("if daemon_running web; then echo runs; fi\nstop_daemon web\n");

    assertThat(outcome).isEqualTo(new Outcome(0, ""));
    assertThat(other.isAlive()).isTrue();
    other.destroy();
    ProcessHandle.of(daemon).ifPresent(ProcessHandle::destroy);
  }

  @Test
  void aPortInUseIsRefusedNamingWhoHasIt() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, address(1))) {
      int port = taken.getLocalPort();

      Outcome outcome = run("start_daemon web --port 127.0.0.1:%d -- true".formatted(port));

      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.output())
          .contains(
              "web needs port 127.0.0.1:%d, which is in use by process %d"
                  .formatted(port, ProcessHandle.current().pid()));
      assertThat(pidFile()).doesNotExist();
    }
  }

  @Test
  void thePortOfAnotherAddressIsFreeUnlessAllAddressesAreWanted() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, address(2))) {
      int port = other.getLocalPort();
      String script = "start_daemon web --port %s -- tail -f /dev/null";

      assertThat(run(script.formatted(port)).exitCode()).isEqualTo(1);
      assertThat(run(script.formatted("127.0.0.1:" + port)).exitCode()).isZero();
    }
  }

  @Test
  void aDaemonThatDiedEndsTheWaitingForItAndShowsItsLog() {
    Outcome outcome =
        run(
            """
            start_daemon web -- bash -c 'echo no such disk; exit 3'
            wait_for port 1 --daemon web --timeout 1h
            """);

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.output()).contains("the daemon web ended").contains("no such disk");
  }

  @Test
  void aDaemonKeepsNothingOfItsStep() throws IOException {
    BashStep step = new BashStep(node, "holder");
    step.outcome(step.start("exec 7>held\n" + WEB));

    try (Stream<Path> open = Files.list(Path.of("/proc/" + pid() + "/fd"))) {
      assertThat(open.map(DaemonsTest::target))
          .noneMatch(target -> target.startsWith(step.directory().toString()))
          .noneMatch(target -> target.endsWith("held"));
    }
    assertThat(Files.readString(Path.of("/proc/" + pid() + "/environ")).split("\0"))
        .contains("MUSTER_DAEMON=web")
        .noneMatch(variable -> variable.startsWith("MUSTER_STEP"));
  }

  private Outcome run(String script) {
    return BashStep.run(node, script);
  }

  private Path pidFile() {
    return node.resolve("state/daemons/web/pid");
  }

  private long pid() throws IOException {
    return Long.parseLong(Files.readString(pidFile()).split(" ")[0]);
  }

  private String log() throws IOException {
    return Files.readString(node.resolve("var/log/muster/web.log"));
  }

  private static InetAddress address(int last) throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
  }

  /** A process that only waits for its parent to notice its end is not alive. */
  private static boolean isAlive(long pid) {
    try {
      return !Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
    } catch (IOException e) {
      return false;
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "gone";
    }
  }
}
