package org.muster.coordinator.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.muster.coordinator.link.AgentIdentity;
import org.muster.time.Scheduler;

/** Remembers when each agent was last heard, and says whose silence has lasted too long. */
final class Vigil {
  private static final Duration LEASE = Duration.ofSeconds(15);

  private final Scheduler scheduler;
  private final Map<AgentIdentity, Instant> heard = new ConcurrentHashMap<>();

  Vigil(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  void heard(AgentIdentity agent) {
    heard.put(agent, scheduler.clock().instant());
  }

  boolean isSilent(AgentIdentity agent, Instant now, Instant since) {
    Instant last = heard.getOrDefault(agent, since);
    return now.isAfter(last.plus(LEASE));
  }
}
