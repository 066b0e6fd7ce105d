package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Launches whose command, coordinator or agent is killed in the middle, or whose node is late. */
@Tag("nightly")
final class SurvivalIT {
  private static final String MODULES =
      Path.of("src/test/resources/modules/lives").toAbsolutePath().toString();
  private static final Duration A_WHILE = Duration.ofMinutes(1);
  private static final List<String> NODES = List.of("master-1", "worker-1", "worker-2");

  @TempDir private Path temp;
  private Path gates;
  private Muster muster;

  @BeforeEach
  void begin() throws Exception {
    muster = new Muster(temp);
    gates = Files.createDirectory(temp.resolve("gates"));
  }

  @AfterEach
  void end() throws Exception {
    muster.end();
  }

  @Test
  void aKilledCoordinatorGoesOnWithTheNextCommandAndNothingRunsTwice() throws Exception {
    try (Running launch = launchUpToTheGate()) {
      ProcessHandle first = muster.coordinatorProcess();
      first.destroyForcibly();
      Eventually.see("the coordinator to be gone", A_WHILE, first::isAlive, alive -> !alive);

      Result status = muster.run("status", "phoenix");

      assertThat(status.exitCode()).withFailMessage(status::toString).isZero();
      assertThat(status.output()).contains("phoenix: launching");
      assertThat(muster.coordinatorProcess().pid()).isNotEqualTo(first.pid());
      Files.createFile(gates.resolve("open"));
      assertEndsWellWithEveryStepRunOnce();
      assertThat(launch.end(A_WHILE).exitCode()).as("the first command's end").isZero();
    }
  }

  @Test
  void aKilledAgentComesBackAndTheResultOfItsScriptCounts() throws Exception {
    try (Running launch = launchUpToTheGate()) {
      Machine.Found agent = agent("worker-1");
      ProcessHandle.of(agent.pid()).orElseThrow().destroyForcibly();
      Files.createFile(gates.resolve("open"));

      assertEndsWellWithEveryStepRunOnce();

      Result end = launch.end(A_WHILE);
      assertThat(end.exitCode()).withFailMessage(end::toString).isZero();
      assertThat(agent("worker-1").pid()).isNotEqualTo(agent.pid());
      JsonNode setup = muster.steps("phoenix").get("worker-1 gated setup");
      assertThat(setup.path("attempt").asInt()).isEqualTo(1);
    }
  }

  @Test
  void ctrlCEndsTheCommandAndNotTheLaunch() throws Exception {
    try (Running launch = launchUpToTheGate()) {
      launch.interrupt();
      Result interrupted = launch.end(A_WHILE);

      assertThat(interrupted.exitCode()).isEqualTo(130);
      assertThat(interrupted.all())
          .contains("It goes on without this window", "muster status phoenix");
      assertThat(muster.coordinatorProcess().isAlive()).isTrue();
      Files.createFile(gates.resolve("open"));
      assertEndsWellWithEveryStepRunOnce();
    }
    assertThat(muster.succeed("status", "phoenix").output()).contains("launch d1 succeeded");
  }

  @Test
  void nodesWorkAsTheyArrive() throws Exception {
    Files.createFile(gates.resolve("open"));
    Path spec =
        Clusters.of(temp, "gated")
            .line("provider: { kind: local, start_delay.worker-2: 12 }")
            .write();

    muster.succeed(launchCommand(spec));

    Map<String, JsonNode> steps = muster.steps("phoenix");
    Instant lastJoined = joined("worker-2");
    for (String node : List.of("master-1", "worker-1")) {
      assertThat(Times.finished(steps.get(node + " gated init"))).isBefore(lastJoined);
      assertThat(Times.started(steps.get(node + " gated setup"))).isAfter(lastJoined);
    }
    assertThat(muster.succeed("timeline", "phoenix").output())
        .contains("worker-2 gated init", "master-1 gated run");
  }

  private Running launchUpToTheGate() throws Exception {
    Running launch = muster.start(launchCommand(Clusters.of(temp, "gated").write()));
    for (String node : NODES) {
      muster.awaitStep("phoenix", node + " gated setup", "running");
    }
    Eventually.see("all setups to have begun", A_WHILE, this::ran, lines -> lines.size() == 6);
    return launch;
  }

  private String[] launchCommand(Path spec) {
    return new String[] {
      "launch",
      "phoenix",
      "-f",
      spec.toString(),
      "--module-path",
      MODULES,
      "--set",
      "GATES=" + gates
    };
  }

  private void assertEndsWellWithEveryStepRunOnce() throws Exception {
    JsonNode deployment = muster.awaitEnd("phoenix");

    assertThat(deployment.path("state").asText()).as("%s", deployment).isEqualTo("succeeded");
    List<String> wanted = new ArrayList<>();
    for (String node : NODES) {
      for (String what : List.of("init", "setup", "after-the-gate", "test", "run")) {
        wanted.add(node + " " + what);
      }
    }
    assertThat(ran()).containsExactlyInAnyOrderElementsOf(wanted);
  }

  /** What scripts wrote down, one line each time that one ran. */
  private List<String> ran() throws Exception {
    Path file = gates.resolve("ran");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private Machine.Found agent(String node) {
    return Machine.processesNaming(muster.node("phoenix", node)).stream()
        .filter(found -> found.command().contains("muster-agent.jar"))
        .findFirst()
        .orElseThrow();
  }

  private Instant joined(String node) throws Exception {
    for (JsonNode one : muster.status("phoenix").path("nodes")) {
      if (one.path("node").asText().equals(node)) {
        return Instant.parse(one.path("since").asText());
      }
    }
    throw new AssertionError("no node " + node);
  }
}
