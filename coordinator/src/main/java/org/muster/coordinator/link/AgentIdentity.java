package org.muster.coordinator.link;

import static java.util.Objects.requireNonNull;

import org.muster.protocol.ClusterName;
import org.muster.protocol.NodeId;

/**
 * Who an agent is, as its certificate proves.
 *
 * @param incarnation tells a life of the cluster from an earlier one under the same name
 */
public record AgentIdentity(ClusterName cluster, long incarnation, NodeId node) {
  public AgentIdentity {
    requireNonNull(cluster, "cluster is null");
    requireNonNull(node, "node is null");
    if (incarnation < 1) {
      throw new IllegalArgumentException("incarnation %d must be 1 or more".formatted(incarnation));
    }
  }

  @Override
  public String toString() {
    return "%s/%s (life %d)".formatted(cluster, node, incarnation);
  }
}
