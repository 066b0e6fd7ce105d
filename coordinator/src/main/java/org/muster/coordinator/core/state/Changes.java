package org.muster.coordinator.core.state;

import java.util.LinkedHashSet;
import java.util.Set;
import org.muster.coordinator.core.event.BarrierId;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.NodeId;

/**
 * What to look at again since somebody last did. A signal, never an instruction: looking twice does
 * no harm.
 */
public final class Changes {
  private Set<NodeId> nodes = new LinkedHashSet<>();
  private Set<BarrierMark> barriers = new LinkedHashSet<>();
  private Set<DeploymentId> deployments = new LinkedHashSet<>();
  private Set<NodeId> toBeTold = new LinkedHashSet<>();

  void mark(NodeId node) {
    nodes.add(node);
    toBeTold.add(node);
  }

  void mark(DeploymentId deployment, BarrierId barrier) {
    barriers.add(new BarrierMark(deployment, barrier));
  }

  void mark(DeploymentId deployment) {
    deployments.add(deployment);
  }

  public boolean isEmpty() {
    return nodes.isEmpty() && barriers.isEmpty() && deployments.isEmpty();
  }

  public Set<NodeId> takeNodes() {
    Set<NodeId> taken = nodes;
    nodes = new LinkedHashSet<>();
    return taken;
  }

  /** Nodes that may have to be told something, since somebody last asked. */
  public Set<NodeId> takeToBeTold() {
    Set<NodeId> taken = toBeTold;
    toBeTold = new LinkedHashSet<>();
    return taken;
  }

  public Set<BarrierMark> takeBarriers() {
    Set<BarrierMark> taken = barriers;
    barriers = new LinkedHashSet<>();
    return taken;
  }

  public Set<DeploymentId> takeDeployments() {
    Set<DeploymentId> taken = deployments;
    deployments = new LinkedHashSet<>();
    return taken;
  }

  /** A barrier of one deployment. */
  public record BarrierMark(DeploymentId deployment, BarrierId barrier) {}
}
