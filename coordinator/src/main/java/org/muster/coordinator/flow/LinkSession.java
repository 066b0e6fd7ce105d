package org.muster.coordinator.flow;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.muster.coordinator.link.AgentConnection;
import org.muster.error.ErrorCode;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.StepKey;

/**
 * One connection of an agent, and what was said on it already: the core says what is wanted as
 * often as it is asked, and this sends only what is new. Owned by the context of its cluster.
 */
final class LinkSession {
  private final AgentConnection connection;
  private final int protocol;
  private final Set<Said> said = new HashSet<>();
  private final Map<DeploymentId, Integer> briefed = new HashMap<>();

  /**
   * A connection on which nothing was said.
   *
   * @param protocol the version that both sides speak
   */
  LinkSession(AgentConnection connection, int protocol) {
    this.connection = connection;
    this.protocol = protocol;
  }

  int protocol() {
    return protocol;
  }

  boolean isOn(AgentConnection other) {
    return connection.id().equals(other.id());
  }

  /** The agent holds the attempt already: it need not be told to run it. */
  void knows(StepKey step) {
    said.add(new Said(CoordinatorMessage.RunStep.class, step, ""));
  }

  void send(CoordinatorMessage message) {
    connection.send(message);
  }

  void close(String reason) {
    connection.close(ErrorCode.NODE_UNREACHABLE, reason, Duration.ofMillis(200));
  }

  /** Sends what was not said before, with the briefing that it needs before it. */
  void tell(List<CoordinatorMessage> wanted, BriefingSource briefings) {
    for (CoordinatorMessage message : wanted) {
      if (said.add(key(message))) {
        if (message instanceof CoordinatorMessage.RunStep run) {
          brief(run.step().deployment(), briefings);
        }
        connection.send(message);
      }
    }
  }

  /** Sends the newest briefing of a deployment unless the agent has it. */
  void brief(DeploymentId deployment, BriefingSource briefings) {
    int revision = briefings.revision(deployment);
    if (briefed.getOrDefault(deployment, -1) < revision) {
      briefed.put(deployment, revision);
      connection.send(briefings.briefing(deployment, protocol));
    }
  }

  /** Where briefings come from; made only when one is needed. */
  interface BriefingSource {
    int revision(DeploymentId deployment);

    CoordinatorMessage.Briefing briefing(DeploymentId deployment, int protocol);
  }

  private static Said key(CoordinatorMessage message) {
    if (message instanceof CoordinatorMessage.RunStep run) {
      return new Said(CoordinatorMessage.RunStep.class, run.step(), "");
    }
    if (message instanceof CoordinatorMessage.CancelStep cancel) {
      return new Said(CoordinatorMessage.CancelStep.class, cancel.step(), "");
    }
    if (message instanceof CoordinatorMessage.BarrierPassed passed) {
      return new Said(CoordinatorMessage.BarrierPassed.class, passed.step(), passed.request());
    }
    if (message instanceof CoordinatorMessage.BarrierBroken broken) {
      return new Said(CoordinatorMessage.BarrierBroken.class, broken.step(), broken.request());
    }
    throw new IllegalArgumentException("not a wish of the core: " + message);
  }

  private record Said(Class<? extends CoordinatorMessage> what, StepKey step, String request) {}
}
