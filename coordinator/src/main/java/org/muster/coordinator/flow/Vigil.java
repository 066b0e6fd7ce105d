package org.muster.coordinator.flow;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.muster.coordinator.core.membership.Liveness;
import org.muster.coordinator.core.membership.Verdict;
import org.muster.coordinator.link.AgentIdentity;
import org.muster.protocol.ClusterName;
import org.muster.time.Scheduler;

/**
 * Watches over all agents of this coordinator together, since whether one is lost depends on how
 * many fell silent with it. Words may be heard on any thread; everything else is owned by the
 * context that ticks.
 */
final class Vigil {
  private final Scheduler scheduler;
  private final Map<AgentIdentity, Instant> words = new ConcurrentHashMap<>();
  private final Map<ClusterName, Set<AgentIdentity>> members = new HashMap<>();
  private final Liveness<AgentIdentity> liveness;

  Vigil(Scheduler scheduler) {
    this.scheduler = scheduler;
    liveness = new Liveness<>(scheduler.clock().instant());
  }

  void heard(AgentIdentity agent) {
    words.put(agent, scheduler.clock().instant());
  }

  /** Who of a cluster is to be heard from now on; all others of it are forgotten. */
  void watch(ClusterName cluster, Set<AgentIdentity> joined) {
    Set<AgentIdentity> before = members.getOrDefault(cluster, Set.of());
    Instant now = scheduler.clock().instant();
    joined.stream()
        .filter(agent -> !before.contains(agent))
        .forEach(agent -> liveness.expect(agent, now));
    before.stream()
        .filter(agent -> !joined.contains(agent))
        .forEach(
            agent -> {
              liveness.forget(agent);
              words.remove(agent);
            });
    members.put(cluster, new HashSet<>(joined));
  }

  /** Who is late or lost by now, the longest silent first. */
  List<Verdict<AgentIdentity>> verdicts() {
    words.forEach(
        (agent, at) -> {
          if (members.getOrDefault(agent.cluster(), Set.of()).contains(agent)) {
            liveness.heard(agent, at);
          }
        });
    return liveness.verdicts(scheduler.clock().instant());
  }
}
