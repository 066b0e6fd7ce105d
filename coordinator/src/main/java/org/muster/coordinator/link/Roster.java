package org.muster.coordinator.link;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The one live connection of each node. Shared by the listener's event loops, which is why it is
 * the one concurrent map of this package; everything else belongs to a connection's own context.
 */
final class Roster {
  private final Map<AgentIdentity, LinkedAgent> live = new ConcurrentHashMap<>();

  /** Enters a connection, and answers with the one that it replaces. */
  Optional<LinkedAgent> enter(LinkedAgent agent) {
    return Optional.ofNullable(live.put(agent.identity(), agent));
  }

  void leave(LinkedAgent agent) {
    live.remove(agent.identity(), agent);
  }

  Collection<LinkedAgent> all() {
    return List.copyOf(live.values());
  }
}
