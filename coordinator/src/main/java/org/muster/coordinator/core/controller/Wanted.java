package org.muster.coordinator.core.controller;

import java.util.ArrayList;
import java.util.List;
import org.muster.coordinator.core.event.DeploymentKind;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.module.ArtifactRule;
import org.muster.coordinator.core.module.PlannedModule;
import org.muster.coordinator.core.state.BarrierState;
import org.muster.coordinator.core.state.ClusterLife;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.LaunchState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.coordinator.core.state.NodeStatus;
import org.muster.coordinator.core.state.StepCell;
import org.muster.coordinator.core.state.StepStatus;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.ModuleName;
import org.muster.protocol.NodeId;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepWork;

/**
 * What is to be done now, derived from the state alone: the same state always wants the same, so
 * that it can be asked again after any crash. Everything in here is safe to do twice.
 */
public final class Wanted {
  private final ClusterState state;

  public Wanted(ClusterState state) {
    this.state = state;
  }

  /** Calls to the provider that have no answer yet. */
  public List<Event.LaunchWished> launches() {
    if (state.life() != ClusterLife.UP) {
      return List.of();
    }
    return state.launches().stream()
        .filter(launch -> !launch.isAnswered())
        .map(LaunchState::wish)
        .toList();
  }

  /** Nodes that the provider is to end. One whose launch has no answer yet may still come to be. */
  public List<NodeState> removals() {
    if (!state.isPresent()
        || state.life() == ClusterLife.DESTROYING
        || state.count(NodeStatus.REMOVING) == 0) {
      return List.of();
    }
    return state.nodes().stream()
        .filter(node -> node.status() == NodeStatus.REMOVING)
        .filter(node -> state.launch(node.launch()).filter(LaunchState::isAnswered).isPresent())
        .toList();
  }

  /** Artifacts that a running deployment waits for. */
  public List<WantedArtifact> artifacts() {
    List<WantedArtifact> wanted = new ArrayList<>();
    for (DeploymentState deployment : state.running()) {
      if (deployment.start().kind() == DeploymentKind.COMMAND) {
        continue;
      }
      for (PlannedModule module : deployment.start().blueprint().modules()) {
        for (ArtifactRule artifact : module.artifacts()) {
          if (!deployment.artifactsOf(module.name()).containsKey(artifact.name())
              && deployment.artifactFailure(module.name()).isEmpty()) {
            wanted.add(new WantedArtifact(deployment.id(), module.name(), artifact));
          }
        }
      }
    }
    return wanted;
  }

  /** What the node is to be told about its steps. */
  public List<CoordinatorMessage> messagesFor(NodeId node, long epoch) {
    List<CoordinatorMessage> messages = new ArrayList<>();
    for (DeploymentState deployment : state.unsettled()) {
      if (deployment.isOver()) {
        addEndOfLeftovers(messages, deployment, node, epoch);
        continue;
      }
      for (StepCell cell : deployment.cellsOf(node)) {
        if (cell.status().isActive()) {
          StepKey key = Keys.current(state, deployment, cell);
          messages.add(
              deployment.isCancelling()
                  ? new CoordinatorMessage.CancelStep(key, epoch, deployment.cancelReason())
                  : runStep(deployment, cell, key, epoch));
        }
      }
      addBarrierAnswers(messages, deployment, node);
    }
    return messages;
  }

  /** Nobody wants any more what may still run for a deployment that is over. */
  private void addEndOfLeftovers(
      List<CoordinatorMessage> messages, DeploymentState deployment, NodeId node, long epoch) {
    for (StepCell cell : deployment.cellsOf(node)) {
      if (cell.status().isActive() || cell.status() == StepStatus.UNKNOWN) {
        StepKey key = Keys.current(state, deployment, cell);
        messages.add(new CoordinatorMessage.CancelStep(key, epoch, "its deployment is over"));
      }
    }
  }

  private static CoordinatorMessage runStep(
      DeploymentState deployment, StepCell cell, StepKey key, long epoch) {
    boolean isCommand = deployment.start().kind() == DeploymentKind.COMMAND;
    StepWork work =
        isCommand
            ? new StepWork.Command(deployment.start().command())
            : new StepWork.Script(deployment.start().isForced());
    return new CoordinatorMessage.RunStep(
        key, epoch, deployment.revision(), cell.template().rule().timeout().toSeconds(), work);
  }

  private static void addBarrierAnswers(
      List<CoordinatorMessage> messages, DeploymentState deployment, NodeId node) {
    for (BarrierState barrier : deployment.barriers()) {
      if (!barrier.isReleased() && !barrier.isBroken()) {
        continue;
      }
      barrier
          .arrivalOf(node)
          .ifPresent(
              arrival ->
                  arrival
                      .requests()
                      .forEach(request -> messages.add(answer(barrier, arrival.step(), request))));
    }
  }

  private static CoordinatorMessage answer(BarrierState barrier, StepKey step, String request) {
    return barrier.isReleased()
        ? new CoordinatorMessage.BarrierPassed(step, request)
        : new CoordinatorMessage.BarrierBroken(step, request, barrier.broken());
  }

  /** An artifact that is to be resolved. */
  public record WantedArtifact(DeploymentId deployment, ModuleName module, ArtifactRule artifact) {}
}
