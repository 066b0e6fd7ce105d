package org.muster.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.BarrierRequest;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.CoordinatorMessage.Briefing;
import org.muster.protocol.CoordinatorMessage.RunStep;
import org.muster.protocol.CoordinatorMessage.Welcome;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.ModuleBundle;
import org.muster.protocol.ModuleName;
import org.muster.protocol.NodeId;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepWork;

/** What scripts ask for, and what people see of it. */
final class AgentRequestsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final NodeId NODE = new NodeId("worker-1");
  private static final StepKey SETUP = StepKey.parse("demo/d1/worker-1/m/setup/1");

  private final Agent agent = new Agent(0);

  private List<Action> say(CoordinatorMessage message) {
    return Spoken.to(agent, message, NOON);
  }

  private void connect() {
    say(new Welcome(1, 1, NODE, "test"));
  }

  private static Briefing briefing(int revision) {
    return new Briefing(
        new DeploymentId("d1"),
        revision,
        Map.of(),
        Map.of(),
        List.of(),
        List.of(new ModuleBundle(new ModuleName("m"), "tree", Map.of(), "marker-1")),
        List.of(),
        List.of(),
        List.of(),
        "");
  }

  private static RunStep run(StepKey key) {
    return new RunStep(key, 1, 1, 300, new StepWork.Script(false));
  }

  private void runTo(StepKey key, StepLife life) {
    connect();
    say(briefing(1));
    say(run(key));
    agent.recorded(key, NOON);
    if (life == StepLife.PREPARING) {
      return;
    }
    agent.prepared(key);
    agent.started(key, NOON);
  }

  private static List<Action> sent(AgentMessage... messages) {
    return Arrays.stream(messages).<Action>map(Action.Send::new).toList();
  }

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
