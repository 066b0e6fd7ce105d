package org.muster.coordinator.core.controller;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muster.coordinator.core.event.DeploymentKind;
import org.muster.coordinator.core.event.DeploymentOutcome;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.plan.Blueprint;
import org.muster.coordinator.core.state.ClusterLife;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.CurrentBlueprint;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.NodeId;

/** How a cluster takes nodes in and lets nodes go: as deployments of their own. */
final class Growth {
  private final Turn turn;
  private final ClusterState state;

  Growth(Turn turn) {
    this.turn = turn;
    this.state = turn.state();
  }

  /** Nodes that came too late for what set the others up are a batch of their own. */
  static void takeInLateOnes(Turn turn) {
    ClusterState state = turn.state();
    if (state.life() != ClusterLife.UP || !isLaunched(state) || isBusy(state)) {
      return;
    }
    List<NodeId> late =
        state.nodes().stream()
            .filter(node -> node.isJoined() && node.awaitsBatch())
            .map(NodeState::id)
            .toList();
    if (!late.isEmpty()) {
      new Growth(turn).join(late, List.of(), "");
    }
  }

  /** Whether there is a cluster that others can be taken into. */
  static boolean isLaunched(ClusterState state) {
    return state.deployments().stream()
        .anyMatch(
            deployment ->
                deployment.start().kind() != DeploymentKind.COMMAND
                    && deployment.outcome().equals(Optional.of(DeploymentOutcome.SUCCEEDED)));
  }

  static boolean isBusy(ClusterState state) {
    return state.running().stream()
        .anyMatch(deployment -> deployment.start().kind() != DeploymentKind.COMMAND);
  }

  /**
   * Sets new nodes up, and has the others take them in.
   *
   * @param replaced who is let go once that has succeeded
   */
  DeploymentId join(List<NodeId> joining, List<NodeId> replaced, String key) {
    List<NodeId> nodes = new ArrayList<>();
    state.nodes().stream().filter(Growth::isSetUp).map(NodeState::id).forEach(nodes::add);
    nodes.addAll(joining);
    return begin(DeploymentKind.JOIN, nodes, joining, replaced, key);
  }

  /** Drains nodes; they are removed once that has succeeded. */
  DeploymentId leave(List<NodeId> leaving, String key) {
    List<NodeId> nodes = state.nodes().stream().filter(Growth::isSetUp).map(NodeState::id).toList();
    return begin(DeploymentKind.LEAVE, nodes, List.of(), leaving, key);
  }

  private static boolean isSetUp(NodeState node) {
    return node.isMeant() && !node.awaitsBatch() && node.facts().isPresent();
  }

  private DeploymentId begin(
      DeploymentKind kind,
      List<NodeId> nodes,
      List<NodeId> joining,
      List<NodeId> leaving,
      String key) {
    Blueprint blueprint = CurrentBlueprint.whole(state).orElseThrow();
    DeploymentId id = state.nextDeployment();
    turn.emit(
        new Event.DeploymentStarted(
            id, kind, blueprint, nodes, List.of(), 0, false, key, joining, leaving));
    return id;
  }

  /** What follows from the end of a deployment in which nodes came or went. */
  void ended(DeploymentState deployment) {
    boolean isGood = deployment.outcome().equals(Optional.of(DeploymentOutcome.SUCCEEDED));
    List<NodeId> leaving = deployment.start().leaving().stream().filter(id -> isMeant(id)).toList();
    switch (deployment.start().kind()) {
      case JOIN -> {
        if (isGood && !leaving.isEmpty()) {
          leave(leaving, "");
        } else if (!isGood) {
          giveUpUnlaunched(deployment);
        }
      }
      case LEAVE -> {
        if (isGood && !leaving.isEmpty()) {
          turn.emit(new Event.RemovalWished(leaving, "drained by " + deployment.id()));
        }
      }
      case LAUNCH, DEPLOY, REAPPLY, COMMAND -> {}
    }
  }

  private boolean isMeant(NodeId id) {
    return state.node(id).filter(NodeState::isMeant).isPresent();
  }

  /** The provider refused them for good, so they are not waited for, nor counted. */
  private void giveUpUnlaunched(DeploymentState deployment) {
    List<NodeId> never =
        deployment.start().joining().stream()
            .flatMap(id -> state.node(id).stream())
            .filter(node -> node.isMeant() && node.facts().isEmpty())
            .filter(node -> !launchFailure(state, node).isEmpty())
            .map(NodeState::id)
            .toList();
    if (!never.isEmpty()) {
      turn.emit(new Event.RemovalWished(never, "it was never launched"));
    }
  }

  /** Why the provider did not launch it; empty when it did, or may yet. */
  static String launchFailure(ClusterState state, NodeState node) {
    return state.launch(node.launch()).map(launch -> launch.failure()).orElse("");
  }
}
