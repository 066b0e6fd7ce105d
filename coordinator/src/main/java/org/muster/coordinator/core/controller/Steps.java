package org.muster.coordinator.core.controller;

import java.util.Optional;
import org.muster.coordinator.core.event.BarrierId;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.module.OnUnknown;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.StepCell;
import org.muster.coordinator.core.state.StepStatus;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.ModuleName;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepResult;

/** What nodes report of their steps. Every report may come twice, or late. */
final class Steps {
  /** A step that vanishes again and again is broken, whatever its policy says. */
  private static final int VANISHED_AT_MOST = 3;

  private final Turn turn;
  private final ClusterState state;

  Steps(Turn turn) {
    this.turn = turn;
    this.state = turn.state();
  }

  void started(AgentMessage.StepStarted message) {
    current(message.step())
        .filter(cell -> cell.status() == StepStatus.ASSIGNED)
        .ifPresent(cell -> turn.emit(new Event.StepRunning(message.step(), message.at())));
  }

  /** Also of a deployment that is over: what it left unknown is known now. */
  void finished(AgentMessage.StepFinished message) {
    StepKey step = message.step();
    DeploymentState deployment = state.deployment(step.deployment()).orElse(null);
    if (deployment == null || !state.isPresent()) {
      return;
    }
    newest(deployment, step)
        .filter(cell -> cell.status().isActive() || cell.status() == StepStatus.UNKNOWN)
        .ifPresent(cell -> turn.emit(ended(deployment, cell, step, message.result())));
  }

  /** The event for the end of an attempt, with the decision whether another follows. */
  static Event.StepEnded ended(
      DeploymentState deployment, StepCell cell, StepKey step, StepResult result) {
    return new Event.StepEnded(step, result, willRetry(deployment, cell, result));
  }

  private static boolean willRetry(DeploymentState deployment, StepCell cell, StepResult result) {
    if (deployment.isCancelling() || deployment.isOver()) {
      return false;
    }
    return switch (result.outcome()) {
      case SUCCEEDED -> false;
      case NOT_STARTED -> true;
      case CANCELLED -> true; // by an earlier life of the deployment, which has been resumed
      case FAILED -> cell.failures() < cell.template().rule().retries();
      case UNKNOWN ->
          cell.template().rule().onUnknown() == OnUnknown.RETRY
              && cell.failures() < VANISHED_AT_MOST;
    };
  }

  void arrived(AgentMessage.BarrierArrived message) {
    StepKey step = message.step();
    if (current(step).filter(cell -> cell.status().isActive()).isEmpty()) {
      return;
    }
    BarrierId id = new BarrierId(step.module(), step.phase(), message.barrier().name());
    boolean isKnown =
        deployment(step)
            .orElseThrow()
            .barrier(id)
            .flatMap(barrier -> barrier.arrivalOf(step.node()))
            .filter(a -> a.step().equals(step) && a.requests().contains(message.request()))
            .isPresent();
    if (!isKnown) {
      turn.emit(new Event.BarrierReached(step, message.request(), message.barrier()));
    }
  }

  void shared(AgentMessage.ShareValue message) {
    Optional<DeploymentState> deployment = deployment(message.step());
    if (deployment.isPresent()
        && !deployment.get().value(message.key()).equals(Optional.of(message.value()))) {
      turn.emit(
          new Event.ValueShared(message.step(), message.request(), message.key(), message.value()));
    }
  }

  void artifactReady(DeploymentId id, ModuleName module, ArtifactAnswer answer) {
    if (state
        .deployment(id)
        .filter(d -> !d.isOver() && !d.artifactsOf(module).containsKey(answer.artifact()))
        .isPresent()) {
      turn.emit(
          new Event.ArtifactReady(id, module, answer.artifact(), answer.tree(), answer.bytes()));
    }
  }

  void artifactFailed(DeploymentId id, ModuleName module, String artifact, String reason) {
    if (state.deployment(id).filter(deployment -> !deployment.isOver()).isPresent()) {
      turn.emit(new Event.ArtifactFailed(id, module, artifact, reason));
    }
  }

  private Optional<DeploymentState> deployment(StepKey step) {
    return state.deployment(step.deployment()).filter(deployment -> !deployment.isOver());
  }

  /** The step, if this is its newest attempt and its deployment goes on. */
  private Optional<StepCell> current(StepKey step) {
    return deployment(step).flatMap(deployment -> newest(deployment, step));
  }

  private static Optional<StepCell> newest(DeploymentState deployment, StepKey step) {
    return deployment
        .cell(step.node(), step.module(), step.phase())
        .filter(cell -> cell.attempt() == step.attempt());
  }
}
