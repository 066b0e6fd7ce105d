package org.muster.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepResult;

/** What is left of an attempt says what became of it; what it does not say is unknown. */
final class FindingTest {

  /** Traces that can be set one by one. */
  private static final class Left implements Traces {
    private final List<String> there;
    private boolean lateRunner;

    Left(String... there) {
      this.there = new ArrayList<>(List.of(there));
    }

    Left withALateRunner() {
      lateRunner = true;
      return this;
    }

    @Override
    public boolean hasIntent() {
      return there.contains("intent");
    }

    @Override
    public Optional<StepResult> result() {
      return Optional.empty();
    }

    @Override
    public boolean hasLivingRunner() {
      return there.contains("living");
    }

    @Override
    public boolean hasRunner() {
      return there.contains("runner");
    }

    @Override
    public boolean hasExit() {
      return there.contains("exit");
    }

    @Override
    public boolean hasProcesses() {
      return there.contains("processes");
    }

    @Override
    public Optional<Verdict> verdict() {
      return there.contains("verdict")
          ? Optional.of(new Verdict(StepOutcome.CANCELLED, "by the user"))
          : Optional.empty();
    }

    @Override
    public boolean voidUnlessHeld() {
      if (lateRunner) {
        there.add("living");
      }
      return !lateRunner;
    }
  }

  private static Finding restarted(String... there) {
    return Finding.afterRestart(new Left(there));
  }

  private static Finding watched(String... there) {
    return Finding.underWatch(new Left(there));
  }

  @Test
  void afterARestartTheFilesDecideUnlessARunnerLives() {
    assertThat(restarted()).isEqualTo(Finding.NOTHING);
    assertThat(restarted("intent")).isEqualTo(Finding.NEVER_STARTED);
    assertThat(restarted("intent", "living")).isEqualTo(Finding.RUNS);
    assertThat(restarted("intent", "runner")).isEqualTo(Finding.RUNNER_LOST);
    assertThat(restarted("intent", "runner", "processes")).isEqualTo(Finding.RUNS);
    assertThat(restarted("intent", "runner", "exit")).isEqualTo(Finding.EXITED);
    assertThat(restarted("intent", "runner", "exit", "living")).isEqualTo(Finding.RUNS);
  }

  @Test
  void aRunnerThatComesWhileWeLookIsNotDeclaredNeverStarted() {
    assertThat(Finding.afterRestart(new Left("intent").withALateRunner())).isEqualTo(Finding.RUNS);
    assertThat(Finding.underWatch(new Left("intent").withALateRunner())).isEqualTo(Finding.RUNS);
  }

  @Test
  void underWatchNothingOfAnAttemptStaysBehindUnseen() {
    assertThat(watched("intent", "living", "runner")).isEqualTo(Finding.RUNS);
    assertThat(watched("intent", "living", "runner", "exit")).isEqualTo(Finding.ENDS);
    assertThat(watched("intent", "runner", "exit")).isEqualTo(Finding.EXITED);
    assertThat(watched("intent", "runner", "exit", "processes")).isEqualTo(Finding.EXITED);
    assertThat(watched("intent", "runner", "exit", "processes", "verdict"))
        .isEqualTo(Finding.LEFTOVERS);
    assertThat(watched("intent", "runner", "processes")).isEqualTo(Finding.LEFTOVERS);
    assertThat(watched("intent", "runner")).isEqualTo(Finding.RUNNER_LOST);
    assertThat(watched("intent")).isEqualTo(Finding.NEVER_STARTED);
  }

  @Test
  void aGoodEndIsGoodWhateverWasAboutToHappen() {
    Optional<Verdict> cancelled = Optional.of(new Verdict(StepOutcome.CANCELLED, "by the user"));

    assertThat(Ending.ofExit(0, cancelled, () -> "").outcome()).isEqualTo(StepOutcome.SUCCEEDED);
    assertThat(Ending.ofExit(143, cancelled, () -> "").outcome()).isEqualTo(StepOutcome.CANCELLED);
    assertThat(Ending.ofExit(3, Optional.empty(), () -> "no luck"))
        .isEqualTo(new Ending(StepOutcome.FAILED, 3, "no luck"));
  }

  @Test
  void aRunnerThatLeftNothingIsUnknownUnlessWeEndedIt() {
    Optional<Verdict> late = Optional.of(new Verdict(StepOutcome.FAILED, "timed out"));

    assertThat(Ending.ofLostRunner(Optional.empty()).outcome()).isEqualTo(StepOutcome.UNKNOWN);
    assertThat(Ending.ofLostRunner(late).reason()).isEqualTo("timed out");
  }
}
