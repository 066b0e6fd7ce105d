package org.muster.agent.core;

import java.time.Instant;
import java.util.List;
import org.muster.protocol.CoordinatorMessage;

/** What an agent makes of a message, on a node whose disk keeps the epoch of it. */
final class Spoken {
  private Spoken() {}

  static List<Action> to(Agent agent, CoordinatorMessage message, Instant now) {
    List<Action> actions = agent.on(message, now);
    return actions.size() == 1 && actions.get(0) instanceof Action.RememberEpoch remember
        ? agent.remembered(remember, now)
        : actions;
  }
}
