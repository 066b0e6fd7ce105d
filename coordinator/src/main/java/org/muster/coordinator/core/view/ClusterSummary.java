package org.muster.coordinator.core.view;

import java.time.Instant;
import org.muster.protocol.ClusterName;

/** One line of the list of clusters. */
public record ClusterSummary(
    ClusterName name,
    String state,
    String provider,
    int nodes,
    int nodesReady,
    String deployment,
    String deploymentState,
    Instant createdAt) {

  /** A cluster that another coordinator has taken over: only that one knows how it is. */
  public static ClusterSummary ownedElsewhere(ClusterName name) {
    return new ClusterSummary(name, "owned elsewhere", "-", 0, 0, "", "", Instant.EPOCH);
  }
}
