package org.muster.coordinator.core.state;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.muster.coordinator.core.event.DeploymentKind;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.plan.Plan;
import org.muster.coordinator.core.plan.Planner;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.NodeId;
import org.muster.protocol.Role;

/** Folds what happens to deployments as a whole. */
final class DeploymentAppliers {
  private final ClusterState state;

  DeploymentAppliers(ClusterState state) {
    this.state = state;
  }

  void register() {
    state.on(Event.DeploymentStarted.class, this::started);
    state.on(Event.DeploymentResumed.class, this::resumed);
    state.on(Event.DeploymentCancelling.class, this::cancelling);
    state.on(Event.DeploymentBlocked.class, (e, at) -> with(e.deployment(), d -> d.block(e.by())));
    state.on(
        Event.DeploymentUnblocked.class, (e, at) -> with(e.deployment(), d -> d.block(List.of())));
    state.on(Event.DeploymentEnded.class, this::ended);
    state.on(Event.ArtifactReady.class, this::artifactReady);
    state.on(Event.ArtifactFailed.class, this::artifactFailed);
    state.on(Event.MembershipFrozen.class, this::frozen);
  }

  private void started(Event.DeploymentStarted event, Instant at) {
    Map<NodeId, Role> roles = new LinkedHashMap<>();
    event.nodes().forEach(id -> roles.put(id, state.node(id).orElseThrow().role()));
    DeploymentState deployment = new DeploymentState(event, plan(event), roles, at);
    if (event.kind() == DeploymentKind.JOIN) {
      state.deployments().stream()
          .filter(earlier -> earlier.start().kind() != DeploymentKind.LEAVE)
          .forEach(deployment::inherit);
      event.joining().forEach(id -> state.node(id).ifPresent(node -> node.awaitBatch(false)));
    }
    state.add(deployment, event.idempotencyKey());
    lookAtAll(event.deployment());
  }

  /** The same start always gives the same plan. */
  static Plan plan(Event.DeploymentStarted event) {
    return switch (event.kind()) {
      case COMMAND ->
          Planner.command(Planner.commandRule(Duration.ofSeconds(event.timeoutSeconds())));
      case JOIN -> Planner.join(event.blueprint());
      case LEAVE -> Planner.leave(event.blueprint());
      case LAUNCH, DEPLOY, REAPPLY -> Planner.plan(event.blueprint());
    };
  }

  private void resumed(Event.DeploymentResumed event, Instant at) {
    DeploymentState deployment = state.deployment(event.deployment()).orElseThrow();
    deployment.resume(at);
    List.copyOf(deployment.nodes()).stream()
        .filter(id -> state.node(id).filter(NodeState::isMeant).isEmpty())
        .forEach(deployment::excuse);
    for (StepCell cell : deployment.cells()) {
      if (cell.status() == StepStatus.UNKNOWN
          && state.node(cell.node()).filter(NodeState::isJoined).isPresent()) {
        deployment.tally().change(cell, () -> cell.expectAgain(at));
      }
    }
    state.settle(deployment);
    lookAtAll(event.deployment());
  }

  private void cancelling(Event.DeploymentCancelling event, Instant at) {
    with(event.deployment(), deployment -> deployment.cancel(event.reason()));
    lookAtAll(event.deployment());
  }

  private void ended(Event.DeploymentEnded event, Instant at) {
    DeploymentState deployment = state.deployment(event.deployment()).orElseThrow();
    deployment.end(event.outcome(), event.reason(), at);
    if (deployment.start().kind() == DeploymentKind.REAPPLY) {
      deployment.nodes().forEach(id -> state.node(id).ifPresent(NodeState::reapplied));
    }
    state.settle(deployment);
    deployment.nodes().forEach(state.changes()::mark);
  }

  private void artifactReady(Event.ArtifactReady event, Instant at) {
    with(
        event.deployment(),
        deployment -> deployment.artifactReady(event.module(), event.artifact(), event.tree()));
    lookAtAll(event.deployment());
  }

  private void artifactFailed(Event.ArtifactFailed event, Instant at) {
    String why = "artifact %s: %s".formatted(event.artifact(), event.reason());
    with(event.deployment(), deployment -> deployment.artifactFailed(event.module(), why));
    lookAtAll(event.deployment());
  }

  private void frozen(Event.MembershipFrozen event, Instant at) {
    DeploymentState frozen = state.deployment(event.deployment()).orElseThrow();
    frozen.freeze(event.members(), event.excused());
    event.excused().forEach(id -> state.node(id).ifPresent(node -> leftOut(frozen, node)));
    lookAtAll(event.deployment());
  }

  /** Who misses its own set-up is set up later; who misses a change of others is set up again. */
  private static void leftOut(DeploymentState deployment, NodeState node) {
    boolean isNew =
        deployment.start().kind() == DeploymentKind.LAUNCH
            || deployment.start().joining().contains(node.id());
    if (isNew) {
      node.awaitBatch(true);
    } else {
      node.missedChange();
    }
  }

  private void with(DeploymentId id, Consumer<DeploymentState> change) {
    Optional<DeploymentState> deployment = state.deployment(id);
    deployment.ifPresent(change);
    state.changes().mark(id);
  }

  private void lookAtAll(DeploymentId id) {
    state.changes().mark(id);
    state.deployment(id).ifPresent(d -> d.nodes().forEach(state.changes()::mark));
  }
}
