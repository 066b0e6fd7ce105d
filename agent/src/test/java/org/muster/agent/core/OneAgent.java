package org.muster.agent.core;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.CoordinatorMessage.Briefing;
import org.muster.protocol.CoordinatorMessage.RunStep;
import org.muster.protocol.CoordinatorMessage.Welcome;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.ModuleBundle;
import org.muster.protocol.ModuleName;
import org.muster.protocol.NodeId;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepResult;
import org.muster.protocol.StepWork;

/** An agent at noon, and what is said to it. */
abstract class OneAgent {
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final NodeId NODE = new NodeId("worker-1");
  static final StepKey SETUP = StepKey.parse("demo/d1/worker-1/m/setup/1");
  static final StepKey INIT = StepKey.parse("demo/d1/worker-1/m/init/1");

  final Agent agent = new Agent(0);

  List<Action> say(CoordinatorMessage message) {
    return Spoken.to(agent, message, NOON);
  }

  void connect() {
    say(new Welcome(1, 1, NODE, "test"));
  }

  static Briefing briefing(int revision) {
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

  static RunStep run(StepKey key) {
    return new RunStep(key, 1, 1, 300, new StepWork.Script(false));
  }

  static StepResult result(StepOutcome outcome) {
    return new StepResult(outcome, 0, "", false, NOON, NOON, 0, List.of());
  }

  void runTo(StepKey key, StepLife life) {
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

  static List<Action> sent(AgentMessage... messages) {
    return Arrays.stream(messages).<Action>map(Action.Send::new).toList();
  }
}
