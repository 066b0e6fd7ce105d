package org.muster.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.CoordinatorMessage.CancelStep;
import org.muster.protocol.CoordinatorMessage.RunStep;
import org.muster.protocol.CoordinatorMessage.Welcome;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepResult;
import org.muster.protocol.StepSummary;
import org.muster.protocol.StepWork;

final class AgentTest extends OneAgent {
  @Test
  void everyMessageIsForTheCoreOrForTheLink() {
    Set<String> others =
        Arrays.stream(CoordinatorMessage.class.getPermittedSubclasses())
            .filter(type -> !agent.handles(type.asSubclass(CoordinatorMessage.class)))
            .map(Class::getSimpleName)
            .collect(Collectors.toSet());

    assertThat(others)
        .containsExactlyInAnyOrder(
            "Refused", "LogCredit", "LogPosition", "NoticeStored", "Ping", "CertificateIssued");
  }

  @Test
  void aStepIsRecordedThenAcceptedThenPreparedThenStartedThenReported() {
    connect();
    say(briefing(1));

    assertThat(say(run(SETUP))).containsExactly(new Action.RecordIntent(run(SETUP), ""));
    assertThat(agent.recorded(SETUP, NOON))
        .containsExactly(
            new Action.Send(new AgentMessage.StepAccepted(SETUP)),
            new Action.Prepare(run(SETUP), briefing(1)));
    assertThat(agent.prepared(SETUP)).containsExactly(new Action.Start(SETUP, briefing(1)));
    assertThat(agent.started(SETUP, NOON))
        .isEqualTo(sent(new AgentMessage.StepStarted(SETUP, NOON)));
    StepResult succeeded = result(StepOutcome.SUCCEEDED);
    assertThat(agent.ended(SETUP, succeeded))
        .isEqualTo(sent(new AgentMessage.StepFinished(SETUP, succeeded)));
  }

  @Test
  void onlyAnInitLeavesAMarker() {
    connect();
    say(briefing(1));

    assertThat(say(run(INIT))).containsExactly(new Action.RecordIntent(run(INIT), "marker-1"));
  }

  @Test
  void theSameStepIsNotStartedTwice() {
    runTo(SETUP, StepLife.RUNNING);

    assertThat(say(run(SETUP)))
        .isEqualTo(
            sent(new AgentMessage.StepAccepted(SETUP), new AgentMessage.StepStarted(SETUP, NOON)));

    StepResult failed = result(StepOutcome.FAILED);
    agent.ended(SETUP, failed);
    assertThat(say(run(SETUP))).isEqualTo(sent(new AgentMessage.StepFinished(SETUP, failed)));
  }

  @Test
  void aStepWaitsForTheBriefingThatItNames() {
    connect();
    RunStep second = new RunStep(SETUP, 1, 2, 300, new StepWork.Script(false));

    assertThat(say(second)).isEmpty();
    assertThat(say(briefing(1))).isEmpty();
    assertThat(say(briefing(2))).containsExactly(new Action.RecordIntent(second, ""));
  }

  @Test
  void anOlderBriefingDoesNotReplaceANewerOne() {
    connect();
    say(briefing(2));
    say(briefing(1));
    say(run(SETUP));

    assertThat(agent.recorded(SETUP, NOON)).contains(new Action.Prepare(run(SETUP), briefing(2)));
  }

  @Test
  void withoutContactNothingStartsAndWhatRunsGoesOn() {
    runTo(SETUP, StepLife.PREPARING);
    agent.disconnected();

    assertThat(agent.prepared(SETUP)).isEmpty();
    assertThat(say(new Welcome(1, 1, NODE, "test")))
        .containsExactly(
            new Action.Send(new AgentMessage.StepAccepted(SETUP)),
            new Action.Start(SETUP, briefing(1)));
  }

  @Test
  void whatWasNotAcceptedIsForgottenWithTheConnection() {
    connect();
    say(run(SETUP));
    agent.disconnected();
    connect();

    assertThat(say(briefing(1))).isEmpty();
    assertThat(agent.digest(NOON)).isEmpty();
  }

  @Test
  void aResultIsRepeatedUntilItIsStored() {
    runTo(SETUP, StepLife.RUNNING);
    agent.disconnected();
    StepResult succeeded = result(StepOutcome.SUCCEEDED);
    Welcome welcome = new Welcome(1, 1, NODE, "test");

    assertThat(agent.ended(SETUP, succeeded)).isEmpty();
    assertThat(say(welcome)).isEqualTo(sent(new AgentMessage.StepFinished(SETUP, succeeded)));
    assertThat(say(welcome)).isEqualTo(sent(new AgentMessage.StepFinished(SETUP, succeeded)));
    assertThat(say(new CoordinatorMessage.ResultStored(SETUP)))
        .containsExactly(new Action.MarkStored(SETUP));
    assertThat(say(welcome)).isEmpty();
  }

  @Test
  void aRunningStepIsKilledWhenItsTimeIsOver() {
    runTo(SETUP, StepLife.RUNNING);

    assertThat(agent.nextTick()).contains(NOON.plusSeconds(300));
    assertThat(agent.tick(NOON.plusSeconds(299))).isEmpty();
    assertThat(agent.tick(NOON.plusSeconds(300)))
        .containsExactly(new Action.Kill(SETUP, StepOutcome.FAILED, "timed out after 5m"));
    assertThat(agent.tick(NOON.plusSeconds(301))).isEmpty();
  }

  /**
   * Found by the simulation: on a full disk it was concluded again and again, without a pause, and
   * a connection that came meanwhile started it.
   */
  @Test
  void aStepWhoseTimeIsOverBeforeItStartedIsConcludedOnceAndNeverStarts() {
    runTo(SETUP, StepLife.PREPARING);
    agent.disconnected();
    agent.prepared(SETUP);

    assertThat(agent.tick(NOON.plusSeconds(300)))
        .containsExactly(new Action.Conclude(SETUP, StepOutcome.FAILED, "timed out after 5m"));
    assertThat(agent.nextTick()).isEmpty();
    assertThat(agent.tick(NOON.plusSeconds(301))).isEmpty();
    assertThat(say(new Welcome(1, 1, NODE, "test")))
        .doesNotHaveAnyElementsOfTypes(Action.Start.class);
  }

  @Test
  void theTimeOfAnAdoptedStepRunsOnFromItsIntent() {
    agent.adopt(
        List.of(
            new HeldStep(
                SETUP,
                Optional.of(run(SETUP)),
                NOON.minusSeconds(200),
                NOON,
                Optional.empty(),
                false)),
        NOON);

    assertThat(agent.tick(NOON.plusSeconds(100)))
        .containsExactly(new Action.Kill(SETUP, StepOutcome.FAILED, "timed out after 5m"));
  }

  /** Found by the simulation, seed 302788: it had an hour more than its time. */
  @Test
  void anAdoptedStepHasNoMoreThanItsTimeAfterTheClockWasSetBack() {
    Instant ahead = NOON.plusSeconds(3600);
    agent.adopt(
        List.of(
            new HeldStep(SETUP, Optional.of(run(SETUP)), ahead, ahead, Optional.empty(), false)),
        NOON);

    assertThat(agent.tick(NOON.plusSeconds(300)))
        .containsExactly(new Action.Kill(SETUP, StepOutcome.FAILED, "timed out after 5m"));
  }

  @Test
  void aStepThatIsStillBeingPreparedTimesOutToo() {
    runTo(SETUP, StepLife.PREPARING);

    assertThat(agent.tick(NOON.plusSeconds(300)))
        .containsExactly(new Action.Conclude(SETUP, StepOutcome.FAILED, "timed out after 5m"));
  }

  @Test
  void cancellingEndsTheProcessesOnce() {
    runTo(SETUP, StepLife.RUNNING);
    CancelStep cancel = new CancelStep(SETUP, 1, "cancelled by the user");

    assertThat(say(cancel))
        .containsExactly(new Action.Kill(SETUP, StepOutcome.CANCELLED, "cancelled by the user"));
    assertThat(say(cancel)).isEmpty();
  }

  @Test
  void cancellingWhatNeverCameIsAResultAndKeepsItFromComing() {
    connect();
    say(briefing(1));

    assertThat(say(new CancelStep(SETUP, 1, "no more")))
        .containsExactly(new Action.Conclude(SETUP, StepOutcome.CANCELLED, "no more"));
    StepResult cancelled = result(StepOutcome.CANCELLED);
    agent.ended(SETUP, cancelled);
    assertThat(say(run(SETUP))).isEqualTo(sent(new AgentMessage.StepFinished(SETUP, cancelled)));
  }

  @Test
  void theFirstResultCounts() {
    runTo(SETUP, StepLife.RUNNING);
    agent.ended(SETUP, result(StepOutcome.SUCCEEDED));

    assertThat(agent.ended(SETUP, result(StepOutcome.FAILED))).isEmpty();
  }

  @Test
  void theDigestTellsWhatIsHeld() {
    runTo(SETUP, StepLife.RUNNING);
    say(run(INIT));
    agent.recorded(INIT, NOON);
    agent.ended(INIT, result(StepOutcome.SUCCEEDED));
    say(new CoordinatorMessage.ResultStored(INIT));

    assertThat(agent.digest(NOON))
        .containsExactlyInAnyOrder(
            new StepSummary(SETUP, StepSummary.State.RUNNING),
            new StepSummary(INIT, StepSummary.State.FINISHED));
    assertThat(agent.digest(NOON.plus(Retention.LOGS_SETTLE)))
        .containsExactly(new StepSummary(SETUP, StepSummary.State.RUNNING));
  }

  @Test
  void oldResultsAreForgottenButNeverOnesThatOnlyThisNodeHas() {
    List<HeldStep> held = new ArrayList<>();
    for (int i = 1; i <= Retention.ATTEMPTS + 2; i++) {
      StepKey key = StepKey.parse("demo/d1/worker-1/m/setup/" + i);
      StepResult result =
          new StepResult(StepOutcome.FAILED, 1, "", false, NOON, NOON.plusSeconds(i), 0, List.of());
      held.add(new HeldStep(key, Optional.empty(), NOON, NOON, Optional.of(result), i != 1));
    }
    agent.adopt(held, NOON);
    runTo(INIT, StepLife.RUNNING);
    agent.ended(INIT, result(StepOutcome.SUCCEEDED));

    assertThat(say(new CoordinatorMessage.ResultStored(INIT)))
        .last()
        .isEqualTo(new Action.Forget(List.of(INIT, StepKey.parse("demo/d1/worker-1/m/setup/2"))));
  }

  @Test
  void onlyFinishedStepsAreForgottenOnDemand() {
    runTo(SETUP, StepLife.RUNNING);

    assertThat(say(new CoordinatorMessage.ForgetSteps(List.of(SETUP, INIT)))).isEmpty();
    agent.ended(SETUP, result(StepOutcome.SUCCEEDED));
    assertThat(say(new CoordinatorMessage.ForgetSteps(List.of(SETUP, INIT))))
        .containsExactly(new Action.Forget(List.of(SETUP)));
  }
}
