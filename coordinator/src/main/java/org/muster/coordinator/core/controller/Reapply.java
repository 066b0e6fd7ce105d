package org.muster.coordinator.core.controller;

import java.util.List;
import java.util.Optional;
import org.muster.coordinator.core.event.DeploymentKind;
import org.muster.coordinator.core.event.DeploymentOutcome;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.plan.Blueprint;
import org.muster.coordinator.core.state.ClusterLife;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.CurrentBlueprint;
import org.muster.coordinator.core.state.NodeState;
import org.muster.protocol.NodeId;

/** Brings nodes that have rebooted back to what they were: init and setup, never run. */
final class Reapply {
  private Reapply() {}

  /** Starts one when nodes need it, and nothing else is going on. */
  static void startIfNeeded(Turn turn) {
    ClusterState state = turn.state();
    if (state.life() != ClusterLife.UP || !isLaunched(state) || isBusy(state)) {
      return;
    }
    List<NodeId> nodes =
        state.nodes().stream()
            .filter(node -> node.isJoined() && node.needsReapply())
            .map(NodeState::id)
            .toList();
    if (!nodes.isEmpty()) {
      CurrentBlueprint.of(state)
          .ifPresent(blueprint -> turn.emit(reapply(state, blueprint, nodes)));
    }
  }

  private static Event reapply(ClusterState state, Blueprint blueprint, List<NodeId> nodes) {
    return new Event.DeploymentStarted(
        state.nextDeployment(), DeploymentKind.REAPPLY, blueprint, nodes, List.of(), 0, false, "");
  }

  private static boolean isLaunched(ClusterState state) {
    return state.deployments().stream()
        .anyMatch(
            deployment ->
                deployment.start().kind() != DeploymentKind.COMMAND
                    && deployment.outcome().equals(Optional.of(DeploymentOutcome.SUCCEEDED)));
  }

  private static boolean isBusy(ClusterState state) {
    return state.running().stream()
        .anyMatch(deployment -> deployment.start().kind() != DeploymentKind.COMMAND);
  }
}
