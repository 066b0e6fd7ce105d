package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
  private static final Duration A_WHILE = Duration.ofMinutes(1);

  @TempDir private Path temp;
  private Muster muster;
  private GatedLaunch gated;

  @BeforeEach
  void begin() throws Exception {
    muster = new Muster(temp);
    gated = new GatedLaunch(muster, temp);
  }

  @AfterEach
  void end() throws Exception {
    muster.end();
  }

  @Test
  void aKilledCoordinatorGoesOnWithTheNextCommandAndNothingRunsTwice() throws Exception {
    try (Running launch = gated.begin()) {
      ProcessHandle first = muster.coordinatorProcess();
      first.destroyForcibly();
      Eventually.see("the coordinator to be gone", A_WHILE, first::isAlive, alive -> !alive);

      Result status = muster.run("status", "phoenix");

      assertThat(status.exitCode()).withFailMessage(status::toString).isZero();
      assertThat(status.output()).contains("phoenix: launching");
      assertThat(muster.coordinatorProcess().pid()).isNotEqualTo(first.pid());
      gated.open();
      gated.assertEndsWellWithEveryStepRunOnce();
      assertThat(launch.end(A_WHILE).exitCode()).as("the first command's end").isZero();
    }
  }

  @Test
  void aKilledAgentComesBackAndTheResultOfItsScriptCounts() throws Exception {
    try (Running launch = gated.begin()) {
      Machine.Found agent = gated.agent("worker-1");
      ProcessHandle.of(agent.pid()).orElseThrow().destroyForcibly();
      gated.open();

      gated.assertEndsWellWithEveryStepRunOnce();

      Result end = launch.end(A_WHILE);
      assertThat(end.exitCode()).withFailMessage(end::toString).isZero();
      assertThat(gated.agent("worker-1").pid()).isNotEqualTo(agent.pid());
      JsonNode setup = muster.steps("phoenix").get("worker-1 gated setup");
      assertThat(setup.path("attempt").asInt()).isEqualTo(1);
    }
  }

  @Test
  void ctrlCEndsTheCommandAndNotTheLaunch() throws Exception {
    try (Running launch = gated.begin()) {
      launch.interrupt();
      Result interrupted = launch.end(A_WHILE);

      assertThat(interrupted.exitCode()).isEqualTo(130);
      assertThat(interrupted.all())
          .contains("It goes on without this window", "muster status phoenix");
      assertThat(muster.coordinatorProcess().isAlive()).isTrue();
      gated.open();
      gated.assertEndsWellWithEveryStepRunOnce();
    }
    assertThat(muster.succeed("status", "phoenix").output()).contains("launch d1 succeeded");
  }

  @Test
  void nodesWorkAsTheyArrive() throws Exception {
    gated.open();
    Path spec =
        Clusters.of(temp, "gated")
            .line("provider: { kind: local, start_delay.worker-2: 12 }")
            .write();

    muster.succeed(gated.command(spec));

    Map<String, JsonNode> steps = muster.steps("phoenix");
    Instant lastJoined = joined("worker-2");
    for (String node : List.of("master-1", "worker-1")) {
      assertThat(Times.finished(steps.get(node + " gated init"))).isBefore(lastJoined);
      assertThat(Times.started(steps.get(node + " gated setup"))).isAfter(lastJoined);
    }
    assertThat(muster.succeed("timeline", "phoenix").output())
        .contains("worker-2 gated init", "master-1 gated run");
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
