package org.muster.agent.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.agent.step.BashStep.Outcome;

class RunnerTest {
  private static final int DECIDED_OTHERWISE = 90;
  private static final int RAN_BEFORE = 92;
  private static final int TERMINATED = 128 + 15;

  @TempDir private Path node;
  private BashStep step;

  @BeforeEach
  void prepare() {
    step = new BashStep(node, "one");
  }

  @Test
  void writesDownTheExitCodeOfTheScript() {
    assertThat(step.outcome(step.start("echo out; echo err >&2; exit 3")))
        .isEqualTo(new Outcome(3, "out\nerr\n"));
  }

  @Test
  void aRunnerThatIsTerminatedStillWritesHowItEnded() throws Exception {
    Path begun = node.resolve("begun");
    new ProcessBuilder("mkfifo", begun.toString()).start().waitFor();

    Process runner =
        step.start("trap 'exit 0' TERM; echo yes >\"$MUSTER_ROOT/begun\"; wait_for file /nowhere");
    assertThat(Files.readString(begun)).isEqualTo("yes\n");
    runner.destroy();

    assertThat(step.outcome(runner).exitCode()).isEqualTo(TERMINATED);
  }

  @Test
  void aScriptThatIsKilledIsWrittenDownAsKilled() {
    Outcome outcome = step.outcome(step.start("kill -KILL $$"));

    assertThat(outcome.exitCode()).isEqualTo(128 + 9);
    assertThat(outcome.output()).isEqualTo("muster: ended by signal KILL\n");
  }

  @Test
  void anAttemptStartsAtMostOnce() throws Exception {
    step.outcome(step.start("echo once"));

    assertThat(step.runner().waitFor()).isEqualTo(RAN_BEFORE);

    assertThat(step.output()).isEqualTo("once\n");
  }

  @Test
  void aVoidStepIsNeverStarted() throws Exception {
    Files.createDirectories(step.directory());
    Files.createFile(step.directory().resolve("void"));

    assertThat(step.runner().waitFor()).isEqualTo(DECIDED_OTHERWISE);

    assertThat(step.directory().resolve("output.log")).doesNotExist();
  }

  @Test
  void aProcessThatTheScriptLeavesBehindDoesNotHoldTheLock() throws Exception {
    Outcome outcome = step.outcome(step.start("tail -f /dev/null & echo $!"));
    ProcessHandle left = ProcessHandle.of(Long.parseLong(outcome.output().strip())).orElseThrow();

    Process probe =
        new ProcessBuilder("flock", "-n", step.directory().resolve("lock").toString(), "true")
            .start();

    assertThat(probe.waitFor()).isZero();
    assertThat(left.isAlive()).isTrue();
    left.destroy();
  }
}
