package org.muster.coordinator.core.controller;

import java.time.Duration;
import java.util.List;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.state.ClusterLife;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.coordinator.core.state.NodeStatus;
import org.muster.protocol.NodeId;
import org.muster.protocol.Role;

/**
 * Gives the places of those that a quorum start went on without, and that have not come since, to
 * others. Each place is given away once: where the second does not come either, more of the same
 * would only cost money, and people are asked.
 */
final class Stragglers {
  /** Most machines boot within one minute; one that needs three is more likely to be broken. */
  static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Turn turn;
  private final ClusterState state;

  Stragglers(Turn turn) {
    this.turn = turn;
    this.state = turn.state();
  }

  void tick() {
    if (state.life() != ClusterLife.UP || state.spec().provider().kind().equals("static")) {
      return; // nobody but its owner can boot another machine
    }
    List<NodeState> late = state.nodes().stream().filter(this::isGivenUp).toList();
    if (late.isEmpty()) {
      return;
    }
    turn.emit(
        new Event.RemovalWished(
            late.stream().map(NodeState::id).toList(),
            "it came too late for its set-up; another takes its place"));
    new Order(turn).workers(late.stream().map(NodeState::wish).toList());
  }

  private boolean isGivenUp(NodeState node) {
    boolean isAway = node.status() == NodeStatus.LAUNCHED || node.status() == NodeStatus.LOST;
    return isAway
        && node.awaitsBatch()
        && node.role() == Role.WORKER
        && !turn.at().isBefore(node.since().plus(PATIENCE))
        && Growth.launchFailure(state, node).isEmpty()
        && state.deployments().stream().anyMatch(d -> wentOnWithout(d, node.id()));
  }

  /** Those that were ordered in place of another are of no deployment before they have come. */
  private static boolean wentOnWithout(DeploymentState deployment, NodeId node) {
    return deployment.isFrozen()
        && !deployment.has(node)
        && deployment.start().nodes().contains(node);
  }
}
