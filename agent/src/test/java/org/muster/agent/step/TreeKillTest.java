package org.muster.agent.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.agent.step.StepBench.key;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepResult;

/** A step is ended with everything that it started. */
final class TreeKillTest {
  private static final StepKey STEP = key("m", "setup", 1);

  @TempDir private Path directory;
  private StepBench bench;
  private StepBench.NodeAgent agent;

  @BeforeEach
  void open() {
    bench = new StepBench(directory);
    agent = bench.agent();
  }

  @AfterEach
  void close() {
    agent.close();
    bench.close();
  }

  private void startAndAwait(String script, String line) {
    bench.module("m", Map.of("setup.sh", script));
    agent.start(STEP);
    agent.await(() -> agent.output(STEP).contains(line), line);
  }

  private static boolean isAnybodyLeft() {
    return !new ProcessTable(Path.of("/proc")).carrying("MUSTER_STEP=" + STEP).isEmpty();
  }

  @Test
  void aCancelledStepEndsWithItsChildren() {
    startAndAwait("tail -f /dev/null & echo up; wait\n", "up");

    agent.steps.kill(STEP, StepOutcome.CANCELLED, "cancelled by the user");

    StepResult result = agent.result(STEP);
    assertThat(result.outcome()).isEqualTo(StepOutcome.CANCELLED);
    assertThat(result.reason()).isEqualTo("cancelled by the user");
    assertThat(result.tail()).contains("muster: cancelled by the user");
    assertThat(isAnybodyLeft()).isFalse();
  }

  @Test
  void aChildInASessionOfItsOwnThatIgnoresTheSignalIsKilled() {
    startAndAwait(
        "setsid bash -c 'trap \"\" TERM; echo deaf; while true; do read -r -t 60 < <(:) || true;"
            + " done' &\n"
            + "trap '' TERM; wait\n",
        "deaf");

    agent.steps.kill(STEP, StepOutcome.FAILED, "timed out after 5m");

    StepResult result = agent.result(STEP);
    assertThat(result.outcome()).isEqualTo(StepOutcome.FAILED);
    assertThat(result.reason()).isEqualTo("timed out after 5m");
    assertThat(isAnybodyLeft()).isFalse();
  }

  @Test
  void aScriptThatEndsWellWhileItIsBeingEndedHasSucceeded() {
    startAndAwait("trap 'echo last; exit 0' TERM; echo up; tail -f /dev/null & wait\n", "up");

    agent.steps.kill(STEP, StepOutcome.CANCELLED, "cancelled by the user");

    assertThat(agent.result(STEP).outcome()).isEqualTo(StepOutcome.SUCCEEDED);
  }

  @Test
  void theFirstReasonStays() {
    startAndAwait("trap '' TERM; echo up; wait_for file /no/such/file --timeout 1h\n", "up");

    agent.steps.kill(STEP, StepOutcome.CANCELLED, "cancelled by the user");
    agent.steps.kill(STEP, StepOutcome.FAILED, "timed out after 5m");

    assertThat(agent.result(STEP).reason()).isEqualTo("cancelled by the user");
  }
}
