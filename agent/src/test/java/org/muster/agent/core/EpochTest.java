package org.muster.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.protocol.CoordinatorMessage.CancelStep;
import org.muster.protocol.CoordinatorMessage.RunStep;
import org.muster.protocol.CoordinatorMessage.Welcome;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepWork;

/** Whose commands an agent obeys, and from when on. */
final class EpochTest extends OneAgent {
  /**
   * Found by the simulation, seed 400091: a full disk made the agent forget the epoch it obeyed.
   */
  @Test
  void anEpochThatCannotBeKeptWasNotSeen() {
    Welcome welcome = new Welcome(1, 3, NODE, "test");
    Action remember = new Action.RememberEpoch(3, welcome);
    assertThat(agent.on(welcome, NOON)).containsExactly(remember);

    assertThat(agent.notRemembered()).singleElement().isInstanceOf(Action.Leave.class);

    assertThat(agent.maxEpoch()).isZero();
    assertThat(agent.on(welcome, NOON)).containsExactly(remember);
  }

  /**
   * Found by the simulation, seed 5190271: the start that came with the welcome was lost with the
   * epoch of it, and the step ran for ever without a process.
   */
  @Test
  void aReadyStepStartsOnceTheEpochOfItsWelcomeIsKept() {
    connect();
    say(briefing(1));
    say(run(SETUP));
    agent.recorded(SETUP, NOON);
    agent.disconnected();
    agent.prepared(SETUP);
    Welcome welcome = new Welcome(1, 2, NODE, "test");

    agent.on(welcome, NOON);
    agent.notRemembered();
    agent.disconnected();

    assertThat(say(welcome)).hasAtLeastOneElementOfType(Action.Start.class);
  }

  /** The same with the order to end a step. */
  @Test
  void aStepIsKilledOnceTheEpochOfThatOrderIsKept() {
    runTo(SETUP, StepLife.RUNNING);
    CancelStep cancel = new CancelStep(SETUP, 2, "x");

    agent.on(cancel, NOON);
    agent.notRemembered();

    assertThat(say(cancel)).containsExactly(new Action.Kill(SETUP, StepOutcome.CANCELLED, "x"));
  }

  @Test
  void commandsOfAnEpochThatIsOverAreRefused() {
    say(new Welcome(1, 5, NODE, "test"));
    say(briefing(1));

    List<Action> late = say(run(SETUP));
    List<Action> cancel = say(new CancelStep(SETUP, 4, "x"));
    List<Action> welcome = say(new Welcome(1, 4, NODE, "test"));

    assertThat(late).singleElement().isInstanceOf(Action.Warn.class);
    assertThat(cancel).singleElement().isInstanceOf(Action.Warn.class);
    assertThat(welcome).last().isInstanceOf(Action.Leave.class);
    assertThat(agent.digest(NOON)).isEmpty();
  }

  @Test
  void aHigherEpochIsDurableBeforeItsCommandIsObeyed() {
    connect();
    say(briefing(1));
    RunStep next = new RunStep(SETUP, 9, 1, 300, new StepWork.Script(false));

    Action.RememberEpoch remember = new Action.RememberEpoch(9, next);
    assertThat(agent.on(next, NOON)).containsExactly(remember);
    assertThat(agent.remembered(remember, NOON)).containsExactly(new Action.RecordIntent(next, ""));
    assertThat(agent.maxEpoch()).isEqualTo(9);
  }
}
