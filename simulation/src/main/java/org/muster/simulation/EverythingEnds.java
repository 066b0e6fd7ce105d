package org.muster.simulation;

import java.util.List;
import java.util.Optional;
import org.muster.coordinator.core.state.ClusterLife;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.coordinator.core.state.NodeStatus;
import org.muster.protocol.NodeId;

/** 10. Every deployment ends, or names whom it waits for. */
final class EverythingEnds extends Rule {
  EverythingEnds(World world) {
    super(10, world);
  }

  @Override
  void atEnd() {
    ClusterLife life = durable().life();
    if (life == ClusterLife.STOPPING
        || life == ClusterLife.STARTING
        || life == ClusterLife.DESTROYING) {
      broken("the cluster is %s for ever", life);
    }
    if (durable().isPresent() && durable().count(NodeStatus.REMOVING) > 0) {
      broken("nodes are being removed for ever");
    }
    for (DeploymentState deployment : durable().running()) {
      if (deployment.blockedBy().isEmpty()) {
        broken(
            "%s neither ended nor names who holds it: %s", deployment.id(), openSteps(deployment));
      }
      deployment.blockedBy().forEach(name -> checkHolder(deployment, name));
    }
    checkNodes();
  }

  private static List<String> openSteps(DeploymentState deployment) {
    return deployment.cells().stream()
        .filter(cell -> !cell.status().isFinal())
        .map(cell -> "%s %s".formatted(cell.ref(), cell.status()))
        .limit(5)
        .toList();
  }

  private void checkHolder(DeploymentState deployment, String name) {
    Optional<NodeState> node = durable().node(new NodeId(name));
    if (node.isEmpty() || node.get().isJoined()) {
      broken("%s is said to be held by %s, who is there", deployment.id(), name);
      return;
    }
    world()
        .coordinators()
        .waitsOf(deployment.id())
        .filter(waits -> !waits.contains(name))
        .ifPresent(waits -> broken("%s is held by %s, and names %s", deployment.id(), name, waits));
  }

  /** Who is on and may come in, is in. */
  private void checkNodes() {
    for (Machine machine : world().cloud().machines()) {
      Optional<NodeState> node =
          machine.certificate().flatMap(identity -> durable().node(identity.node()));
      boolean isOut =
          node.isPresent()
              && durable().life() == ClusterLife.UP
              && machine.origin().incarnation() == durable().incarnation()
              && node.get().status() != NodeStatus.JOINED
              && machine.isOn();
      if (isOut) {
        broken("%s is on, and counts as %s", node.get().id(), node.get().status());
      }
    }
  }
}
