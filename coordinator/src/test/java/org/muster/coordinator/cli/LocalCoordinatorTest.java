package org.muster.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With real processes: a distribution whose coordinator is a stub. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
final class LocalCoordinatorTest {
  @TempDir private Path folder;

  private Path home;
  private Path distribution;

  @BeforeEach
  void makeADistribution() throws IOException {
    home = folder.resolve("home");
    distribution = folder.resolve("dist");
    Path jar =
        Files.createDirectories(distribution.resolve("lib")).resolve("muster-coordinator.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StubCoordinator.class.getName());
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, ourClassPath());
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream content = new JarOutputStream(file, manifest)) {
      content.finish();
    }
  }

  @AfterEach
  void endWhatIsLeft() throws Exception {
    if (Files.exists(home.resolve("starts"))) {
      for (String pid : starts()) {
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
  }

  @Test
  void itIsStartedFromACopyServesAndStops() throws IOException {
    CliRun start = run("coordinator", "start");
    CliRun status = run("status", "demo");
    CliRun stop = run("coordinator", "stop");
    CliRun afterwards = run("coordinator", "status");

    assertThat(start.exitCode()).as(start.err()).isZero();
    assertThat(start.out()).startsWith("The coordinator serves at http://127.0.0.1:");
    assertThat(status.out()).startsWith("demo: running on local, 3 of 3 nodes");
    assertThat(stop.out()).isEqualTo("The coordinator is stopped.\n");
    assertThat(afterwards.exitCode()).isEqualTo(3);
    assertThat(starts()).hasSize(1);
    try (Stream<Path> copies = Files.list(home.resolve("dist"))) {
      assertThat(copies.map(copy -> copy.resolve("lib/muster-coordinator.jar")))
          .singleElement()
          .matches(Files::exists);
    }
  }

  @Test
  void afterAKillAnyCommandStartsItAgain() throws IOException {
    assertThat(run("coordinator", "start").exitCode()).isZero();
    ProcessHandle first = ProcessHandle.of(Long.parseLong(starts().get(0))).orElseThrow();
    first.destroyForcibly();
    first.onExit().join();

    CliRun status = run("status", "demo");

    assertThat(status.out()).startsWith("demo: running on local, 3 of 3 nodes");
    assertThat(status.err()).isEqualTo("Starting the coordinator …\n");
    assertThat(starts()).hasSize(2);
  }

  @Test
  void twoCommandsAtOnceStartOne() throws Exception {
    Process one = process("coordinator", "start");
    Process other = process("coordinator", "start");

    assertThat(one.waitFor()).isZero();
    assertThat(other.waitFor()).isZero();
    assertThat(starts()).hasSize(1);
  }

  @Test
  void aCoordinatorOfAnotherBuildIsNamedWithTheWayOut() throws IOException {
    assertThat(run("coordinator", "start").exitCode()).isZero();
    Files.writeString(distribution.resolve("lib/new.jar"), "a later build");

    CliRun status = run("status", "demo");

    assertThat(status.exitCode()).isEqualTo(2);
    assertThat(status.err())
        .contains("'muster coordinator stop' (clusters go on), then run the command again");
    assertThat(run("coordinator", "stop").exitCode()).isZero();
    assertThat(run("status", "demo").exitCode()).isZero();
  }

  @Test
  void oneThatDoesNotComeUpIsShownWithTheEndOfItsLog() {
    CliRun start =
        with(Map.of("MUSTER_COORDINATOR_OPTS", "-Dstub.fails=true"), "coordinator", "start");

    assertThat(start.exitCode()).isEqualTo(3);
    assertThat(start.err())
        .contains("starting the coordinator: it ended with exit code 3")
        .contains("  the journal cannot be opened: disk full");
  }

  @Test
  void aHomeThatNeverHadOneIsLeftAlone() {
    CliRun all = run("status");
    CliRun one = run("status", "demo");

    assertThat(all.exitCode()).isZero();
    assertThat(all.out()).isEqualTo("No clusters yet; begin with 'muster launch demo'.\n");
    assertThat(one.exitCode()).isEqualTo(2);
    assertThat(home).doesNotExist();
  }

  private CliRun run(String... args) {
    return with(Map.of(), args);
  }

  private CliRun with(Map<String, String> more, String... args) {
    Map<String, String> variables = new LinkedHashMap<>(more);
    variables.put("MUSTER_HOME", home.toString());
    variables.put("MUSTER_DIST", distribution.toString());
    variables.put("PATH", "/usr/bin:/bin");
    return CliRun.with(variables, "", args);
  }

  private Process process(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), CliMain.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("MUSTER_HOME", home.toString());
    builder.environment().put("MUSTER_DIST", distribution.toString());
    return builder.start();
  }

  private List<String> starts() throws IOException {
    return Files.readAllLines(home.resolve("starts"));
  }

  private static String ourClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toUri().toString())
        .collect(Collectors.joining(" "));
  }
}
