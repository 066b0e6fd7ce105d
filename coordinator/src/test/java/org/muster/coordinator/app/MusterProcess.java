package org.muster.coordinator.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.muster.time.Pause;
import org.muster.time.RealTime;

/** Muster as its users have it: processes of the distribution that this build made, in one home. */
final class MusterProcess {
  private static final Path DISTRIBUTION = Path.of("target/dist").toAbsolutePath();
  private static final Duration WITHIN = Duration.ofMinutes(2);

  private final Path home;
  private final List<Process> serving = new ArrayList<>();
  private int count;

  MusterProcess(Path home) throws IOException {
    this.home = Files.createDirectories(home);
  }

  /** How a command ended, and all that it said. */
  record Said(int exitCode, String text) {}

  Path home() {
    return home;
  }

  /** Runs a command to its end. */
  Said run(String... arguments) throws Exception {
    Path output = home.resolve("output-" + count++);
    Process process = start(output, List.of(arguments));
    assertThat(process.waitFor(WITHIN.toSeconds(), TimeUnit.SECONDS))
        .as(output.toString())
        .isTrue();
    return new Said(process.exitValue(), Files.readString(output, UTF_8));
  }

  /** Runs a command that must end well; the answer is what it said. */
  String succeed(String... arguments) throws Exception {
    Said said = run(arguments);
    assertThat(said.exitCode()).as(said.text()).isZero();
    return said.text();
  }

  /** Serves in the background, and waits until it does. */
  Process serve(String... arguments) throws Exception {
    Files.deleteIfExists(home.resolve("coordinator.json"));
    List<String> words = new ArrayList<>(List.of("coordinator", "serve"));
    words.addAll(List.of(arguments));
    Path output = home.resolve("serve-" + count++);
    Process process = start(output, words);
    serving.add(process);
    see(
        "the coordinator to serve",
        () -> process.isAlive() ? Files.exists(home.resolve("coordinator.json")) : failed(output),
        isServing -> isServing);
    return process;
  }

  private static boolean failed(Path output) throws IOException {
    throw new AssertionError("it ended:\n" + Files.readString(output, UTF_8));
  }

  private Process start(Path output, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    command.add("-Dmuster.dist=" + DISTRIBUTION);
    command.addAll(List.of("-jar", DISTRIBUTION.resolve("lib/muster-coordinator.jar").toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("MUSTER_"));
    builder.environment().put("MUSTER_HOME", home.toString());
    return builder
        .redirectErrorStream(true)
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectOutput(output.toFile())
        .start();
  }

  /** Ends what still serves. */
  void end() throws InterruptedException {
    for (Process process : serving) {
      process.destroy();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }

  /** A look at something that changes. */
  @FunctionalInterface
  interface Look<T> {
    T take() throws Exception;
  }

  static <T> T see(String wanted, Look<T> look, Predicate<T> isWanted) throws Exception {
    Instant deadline = RealTime.clock().instant().plus(WITHIN);
    T seen = look.take();
    while (!isWanted.test(seen)) {
      assertThat(RealTime.clock().instant())
          .as("waiting for %s, seen last: %s", wanted, seen)
          .isBefore(deadline);
      Pause.real().of(Duration.ofMillis(100));
      seen = look.take();
    }
    return seen;
  }
}
