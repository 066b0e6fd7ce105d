package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.time.Pause;
import org.muster.time.RealTime;

/** Somebody sets the clock of a machine by an hour, while a deployment runs there. */
final class ClockIT {
  private static final Path LIBRARIES = Path.of("/usr/lib");
  private static final Path MODULES = Path.of("src/test/resources/modules/lives").toAbsolutePath();
  private static final Duration A_WHILE = Duration.ofMinutes(2);
  private static final Duration LONGER_THAN_A_LEASE = Duration.ofSeconds(18);
  private static final Duration NEARLY_AN_HOUR = Duration.ofMinutes(55);
  private static final List<String> MACHINES = List.of("ahead", "behind");

  @TempDir private Path temp;
  private Path library;
  private Muster muster;
  private StaticAgents agents;

  @BeforeEach
  void begin() throws Exception {
    library = libfaketime();
    muster = new Muster(temp);
    environment("coordinator").forEach(muster::with);
    agents = new StaticAgents(temp);
  }

  private static Path libfaketime() throws Exception {
    try (Stream<Path> files =
        Files.find(LIBRARIES, 3, (file, as) -> file.endsWith("faketime/libfaketimeMT.so.1"))) {
      List<Path> found = files.toList();
      assumeTrue(!found.isEmpty(), "it needs the package libfaketime: apt-get install libfaketime");
      return found.get(0);
    }
  }

  @AfterEach
  void end() throws Exception {
    if (muster != null) {
      agents.end();
      muster.end();
    }
  }

  @Test
  void clocksThatJumpByAnHourLoseNobodyAndRepeatNothing() throws Exception {
    Path gates = Files.createDirectory(temp.resolve("gates"));
    Path spec = Clusters.of(temp, "gated").workers(1).line("provider: { kind: static }").write();
    try (Running launch = launch(spec, gates)) {
      startAgents(launch);
      muster.awaitStep("lab", "master-1 gated setup", "running");
      muster.awaitStep("lab", "worker-1 gated setup", "running");

      set("coordinator", "+3600");
      set("ahead", "+3600");
      set("behind", "-3600");
      Pause.real().of(LONGER_THAN_A_LEASE);
      assertThat(muster.events("lab", "node-lost")).isEmpty();

      // Back by two hours; and whoever comes back has certificates of another time.
      set("coordinator", "-3600");
      Machine.kill("KILL", muster.coordinatorProcess().pid());
      muster.succeed("coordinator", "start");
      Pause.real().of(LONGER_THAN_A_LEASE);
      Files.createFile(gates.resolve("open"));

      JsonNode deployment = muster.awaitEnd("lab");
      assertThat(deployment.path("state").asText()).as("%s", deployment).isEqualTo("succeeded");
      assertThat(launch.end(A_WHILE).exitCode()).isZero();
      assertThat(secondsFromNow(muster.coordinator().path("startedAt")))
          .as("by its clock, the coordinator's start")
          .isLessThan(-NEARLY_AN_HOUR.toSeconds());
      assertThat(secondsFromNow(deployment.path("finishedAt")))
          .as("a journal's time goes on from where it was")
          .isBetween(-NEARLY_AN_HOUR.toSeconds(), NEARLY_AN_HOUR.toSeconds());
    }
    assertThat(muster.events("lab", "node-lost")).isEmpty();
    assertThat(Files.readAllLines(gates.resolve("ran")))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of("master-1", "worker-1")
                .flatMap(
                    node ->
                        Stream.of("init", "setup", "after-the-gate", "test", "run")
                            .map(what -> node + " " + what))
                .toList());
  }

  private Running launch(Path spec, Path gates) throws Exception {
    return muster.start(
        "launch",
        "lab",
        "-f",
        spec.toString(),
        "--module-path",
        MODULES.toString(),
        "--set",
        "GATES=" + gates);
  }

  private void startAgents(Running launch) throws Exception {
    Eventually.see(
        "somebody to say what is waited for",
        A_WHILE,
        () -> muster.run("status", "lab").all() + launch.saidSoFar(),
        text -> text.contains("give a machine what 'muster join-data lab' prints"));
    Path told = temp.resolve("agent.json");
    muster.succeed("join-data", "lab", "--output", told.toString());
    for (String machine : MACHINES) {
      agents.start(StaticAgents.read(told), machine, environment(machine));
    }
  }

  private static long secondsFromNow(JsonNode instant) {
    return Duration.between(RealTime.clock().instant(), Instant.parse(instant.asText()))
        .toSeconds();
  }

  private Map<String, String> environment(String machine) throws Exception {
    set(machine, "+0");
    Map<String, String> environment = new TreeMap<>();
    environment.put("LD_PRELOAD", library.toString());
    environment.put("FAKETIME_TIMESTAMP_FILE", clock(machine).toString());
    environment.put("FAKETIME_CACHE_DURATION", "1");
    environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    environment.put(
        "FAKETIME_FORCE_MONOTONIC_FIX", "0"); // a JVM's timed waits are right as they are
    environment.put("NO_FAKE_STAT", "1");
    return environment;
  }

  /** Sets a machine's clock, in seconds from the right time. */
  private void set(String machine, String seconds) throws Exception {
    Path next = Files.writeString(temp.resolve("next.clock"), seconds);
    Files.move(next, clock(machine), StandardCopyOption.ATOMIC_MOVE);
  }

  private Path clock(String machine) {
    return temp.resolve(machine + ".clock");
  }
}
