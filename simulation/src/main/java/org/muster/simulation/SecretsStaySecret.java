package org.muster.simulation;

import org.muster.coordinator.core.event.Event;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.CoordinatorMessage;

/**
 * 8. No secret in events, nor in any message but the briefing. Logs, command lines and files are
 * not simulated; tests of the real parts look at those.
 */
final class SecretsStaySecret extends Rule {
  /** Texts take time: only some runs are searched. */
  private static final int ONE_IN = 16;

  private final boolean isSearched;

  SecretsStaySecret(World world) {
    super(8, world);
    isSearched = world.scenario().seed() % ONE_IN == 0;
  }

  private void search(Object what) {
    if (isSearched && what.toString().contains(Users.SECRET)) {
      broken("a secret is in a %s", what.getClass().getSimpleName());
    }
  }

  @Override
  void appended(long epoch, Event event) {
    search(event);
  }

  @Override
  void sent(Wire wire, CoordinatorMessage message) {
    if (!(message instanceof CoordinatorMessage.Briefing)) {
      search(message);
    }
  }

  @Override
  void said(Machine machine, AgentMessage message) {
    search(message);
  }
}
