package org.muster.coordinator.flow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.muster.coordinator.core.view.Sightings;
import org.muster.coordinator.link.AgentIdentity;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.ClusterName;
import org.muster.protocol.NodeId;
import org.muster.protocol.StepKey;

/**
 * What is seen but decides nothing: progress, last lines, downloads. In memory only, and bounded;
 * written on one context, read on others.
 */
final class Observations implements Sightings {
  private static final int STEPS_KEPT = 20_000;
  private static final String CRASHING = "+crash-points";

  private final Map<StepKey, AgentMessage.StepProgress> steps =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(
                Map.Entry<StepKey, AgentMessage.StepProgress> eldest) {
              return size() > STEPS_KEPT;
            }
          });
  private final Map<String, Download> downloads = new ConcurrentHashMap<>();
  private final Set<AgentIdentity> crashing = ConcurrentHashMap.newKeySet();
  private volatile Set<AgentIdentity> late = Set.of();

  void late(Set<AgentIdentity> agents) {
    late = Set.copyOf(agents);
  }

  @Override
  public boolean isLate(ClusterName cluster, NodeId node) {
    return late.stream()
        .anyMatch(agent -> agent.cluster().equals(cluster) && agent.node().equals(node));
  }

  /** What an agent said of itself when it connected. */
  void runs(AgentIdentity agent, String version) {
    if (version.endsWith(CRASHING)) {
      crashing.add(agent);
    } else {
      crashing.remove(agent);
    }
  }

  @Override
  public boolean mayCrash(ClusterName cluster, NodeId node) {
    return crashing.stream()
        .anyMatch(agent -> agent.cluster().equals(cluster) && agent.node().equals(node));
  }

  void saw(AgentMessage.StepProgress progress) {
    steps.put(progress.step(), progress);
  }

  void downloads(String artifact, Download download) {
    downloads.put(artifact, download);
  }

  void downloaded(String artifact) {
    downloads.remove(artifact);
  }

  @Override
  public Optional<AgentMessage.StepProgress> of(StepKey step) {
    return Optional.ofNullable(steps.get(step));
  }

  @Override
  public Optional<Download> download(String artifact) {
    return Optional.ofNullable(downloads.get(artifact));
  }
}
