package org.muster.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.BarrierRequest;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.CoordinatorMessage.Welcome;
import org.muster.protocol.NodeId;

/** What scripts ask for, and what people see of it. */
final class AgentRequestsTest extends OneAgent {
  @Test
  void aBarrierIsAskedForOnEveryConnectionUntilItIsAnswered() {
    runTo(SETUP, StepLife.RUNNING);
    BarrierRequest barrier = new BarrierRequest("up", "all", "100%", 0);
    AgentMessage arrived = new AgentMessage.BarrierArrived(SETUP, "r1", barrier);

    List<Action> first = agent.asked(SETUP, "r1", new Request.Barrier(barrier), NOON);
    assertThat(first).contains(new Action.Send(arrived));
    assertThat(agent.asked(SETUP, "r1", new Request.Barrier(barrier), NOON)).isEmpty();
    agent.disconnected();
    assertThat(say(new Welcome(1, 1, NODE, "test"))).contains(new Action.Send(arrived));
    assertThat(say(new CoordinatorMessage.BarrierPassed(SETUP, "r1")))
        .containsExactly(new Action.Answer(SETUP, "r1", true, ""));
    assertThat(say(new CoordinatorMessage.BarrierPassed(SETUP, "r1"))).isEmpty();
    assertThat(say(new Welcome(1, 1, NODE, "test"))).doesNotContain(new Action.Send(arrived));
  }

  @Test
  void peopleSeeWhoIsMissingAtABarrierButNotTooOften() {
    runTo(SETUP, StepLife.RUNNING);
    BarrierRequest barrier = new BarrierRequest("up", "all", "100%", 0);
    agent.asked(SETUP, "r1", new Request.Barrier(barrier), NOON);
    List<NodeId> two = List.of(new NodeId("worker-2"), new NodeId("worker-3"));

    say(new CoordinatorMessage.BarrierWaits(SETUP, "r1", two));
    assertThat(notes(agent.tick(NOON.plusSeconds(1)))).isEmpty();
    assertThat(notes(agent.tick(NOON.plusSeconds(2))))
        .containsExactly("muster: barrier up: waiting for worker-2, worker-3");
    assertThat(notes(agent.tick(NOON.plusSeconds(20)))).isEmpty();
    Instant later = NOON.plusSeconds(21);
    assertThat(
            notes(
                agent.on(
                    new CoordinatorMessage.BarrierWaits(
                        SETUP, "r1", List.of(new NodeId("worker-3"))),
                    later)))
        .containsExactly("muster: barrier up: waiting for worker-3");
  }

  private static List<String> notes(List<Action> actions) {
    List<String> lines = new ArrayList<>();
    for (Action action : actions) {
      if (action instanceof Action.Note note) {
        lines.add(note.line());
      }
    }
    return lines;
  }

  @Test
  void aSharedValueIsGivenUpAfterItsTime() {
    runTo(SETUP, StepLife.RUNNING);
    Request wish = new Request.Shared("key", Optional.of(Duration.ofSeconds(30)));
    agent.asked(SETUP, "r1", wish, NOON);

    assertThat(agent.tick(NOON.plusSeconds(30)))
        .contains(new Action.Answer(SETUP, "r1", false, "nobody shared 'key' within 30s"));
    assertThat(say(new CoordinatorMessage.ValueGiven(SETUP, "r1", "late"))).isEmpty();
  }

  @Test
  void aTemplateIsRenderedWhenTheBriefingIsBack() {
    agent.adopt(
        List.of(new HeldStep(SETUP, Optional.of(run(SETUP)), NOON, NOON, Optional.empty(), false)),
        NOON);
    Request.Render wish = new Request.Render();

    assertThat(agent.asked(SETUP, "r1", wish, NOON)).isEmpty();
    connect();
    assertThat(say(briefing(1))).containsExactly(new Action.Serve(SETUP, "r1", wish, briefing(1)));
  }

  @Test
  void progressIsSaidAtMostOnceASecondAndOnlyWhenItChanged() {
    runTo(SETUP, StepLife.RUNNING);

    assertThat(agent.printed(SETUP, "one", NOON))
        .isEqualTo(sent(new AgentMessage.StepProgress(SETUP, -1, "", "one", "")));
    assertThat(agent.printed(SETUP, "two", NOON.plusMillis(500))).isEmpty();
    assertThat(agent.nextTick()).contains(NOON.plusSeconds(1));
    assertThat(agent.tick(NOON.plusSeconds(1)))
        .isEqualTo(sent(new AgentMessage.StepProgress(SETUP, -1, "", "two", "")));
    assertThat(agent.printed(SETUP, "two", NOON.plusSeconds(3))).isEmpty();
    assertThat(agent.asked(SETUP, "r", new Request.Progress(40, "half"), NOON.plusSeconds(4)))
        .isEqualTo(sent(new AgentMessage.StepProgress(SETUP, 40, "half", "two", "")));
  }

  @Test
  void statusSaysWhatAStepWaitsFor() {
    runTo(SETUP, StepLife.RUNNING);
    BarrierRequest barrier = new BarrierRequest("up", "all", "100%", 0);

    assertThat(agent.asked(SETUP, "r1", new Request.Barrier(barrier), NOON))
        .contains(new Action.Send(new AgentMessage.StepProgress(SETUP, -1, "", "", "barrier up")));
    say(new CoordinatorMessage.BarrierPassed(SETUP, "r1"));
    assertThat(agent.tick(NOON.plusSeconds(1)))
        .isEqualTo(sent(new AgentMessage.StepProgress(SETUP, -1, "", "", "")));
  }
}
