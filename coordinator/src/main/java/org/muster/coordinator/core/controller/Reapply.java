package org.muster.coordinator.core.controller;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muster.coordinator.core.event.DeploymentKind;
import org.muster.coordinator.core.event.DeploymentOutcome;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.plan.Blueprint;
import org.muster.coordinator.core.state.ClusterLife;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.protocol.ModuleName;
import org.muster.protocol.NodeId;
import org.muster.protocol.Phase;

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
    Optional<Blueprint> blueprint = blueprint(state);
    if (!nodes.isEmpty() && blueprint.isPresent()) {
      turn.emit(
          new Event.DeploymentStarted(
              state.nextDeployment(),
              DeploymentKind.REAPPLY,
              blueprint.get(),
              nodes,
              List.of(),
              0,
              false,
              ""));
    }
  }

  private static boolean isLaunched(ClusterState state) {
    return state.deployments().stream()
        .anyMatch(
            deployment ->
                deployment.start().kind() == DeploymentKind.LAUNCH
                    && deployment.outcome().equals(Optional.of(DeploymentOutcome.SUCCEEDED)));
  }

  private static boolean isBusy(ClusterState state) {
    return state.running().stream()
        .anyMatch(deployment -> deployment.start().kind() != DeploymentKind.COMMAND);
  }

  /** What the cluster was last asked to be, without tests and applications. */
  static Optional<Blueprint> blueprint(ClusterState state) {
    return state.deployments().stream()
        .filter(deployment -> deployment.start().kind() == DeploymentKind.LAUNCH)
        .map(DeploymentState::start)
        .map(Event.DeploymentStarted::blueprint)
        .reduce((first, second) -> second)
        .map(Reapply::withoutTestsAndRuns);
  }

  private static Blueprint withoutTestsAndRuns(Blueprint full) {
    Map<Phase, List<ModuleName>> phases = new EnumMap<>(Phase.class);
    for (Phase phase : List.of(Phase.INIT, Phase.SETUP)) {
      phases.put(phase, full.phases().getOrDefault(phase, List.of()));
    }
    return new Blueprint(full.modules(), phases, full.variables(), full.overlays());
  }
}
