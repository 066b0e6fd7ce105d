package org.muster.coordinator.core.controller;

import java.util.List;
import org.muster.coordinator.core.event.DeploymentKind;
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
    if (state.life() != ClusterLife.UP || !Growth.isLaunched(state) || Growth.isBusy(state)) {
      return;
    }
    List<NodeId> nodes =
        state.nodes().stream()
            .filter(node -> node.isJoined() && node.needsReapply() && !node.awaitsBatch())
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
}
