package org.muster.coordinator.core.controller;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.muster.coordinator.core.event.DeploymentKind;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.event.StepRef;
import org.muster.coordinator.core.state.Changes;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.coordinator.core.state.StepCell;
import org.muster.coordinator.core.state.StepStatus;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.NodeId;
import org.muster.protocol.Phase;

/**
 * Draws all consequences of what has changed: assigns what is ready, skips what can never be, opens
 * and breaks barriers, ends deployments. Looks only at what was marked as changed.
 */
final class Settling {
  /** Steps that a node works on at once. */
  private static final int SLOTS = 4;

  private final Turn turn;
  private final ClusterState state;
  private final Readiness readiness;
  private final QuorumStart quorumStart;
  private final Barriers barriers;
  private final Ending ending;
  private final Interruptions interruptions;

  Settling(Turn turn) {
    this.turn = turn;
    this.state = turn.state();
    readiness = new Readiness(state);
    quorumStart = new QuorumStart(state);
    barriers = new Barriers(turn);
    ending = new Ending(turn);
    interruptions = new Interruptions(turn);
  }

  void settle() {
    Changes changes = state.changes();
    while (!changes.isEmpty()) {
      Set<DeploymentId> deployments = new LinkedHashSet<>(changes.takeDeployments());
      for (DeploymentId id : deployments) {
        state.deployment(id).filter(d -> !d.isOver()).ifPresent(this::freezeIfReady);
      }
      for (NodeId node : changes.takeNodes()) {
        for (DeploymentState deployment : state.running()) {
          if (deployment.has(node)) {
            advance(deployment, node);
            deployments.add(deployment.id());
          }
        }
      }
      for (Changes.BarrierMark mark : changes.takeBarriers()) {
        state
            .deployment(mark.deployment())
            .filter(deployment -> !deployment.isOver())
            .ifPresent(deployment -> barriers.look(deployment, mark.barrier()));
      }
      for (DeploymentId id : deployments) {
        state.deployment(id).filter(d -> !d.isOver()).ifPresent(ending::look);
      }
      interruptions.look();
      Reapply.startIfNeeded(turn);
      Growth.takeInLateOnes(turn);
    }
  }

  /** Barriers have a clock, the grace of a quorum has one, and so have notices. */
  void tick() {
    for (DeploymentState deployment : state.running()) {
      barriers.lookAtAll(deployment);
      freezeIfReady(deployment);
    }
    interruptions.look();
  }

  private void freezeIfReady(DeploymentState deployment) {
    if (!deployment.isFrozen() && quorumStart.isReached(deployment, turn.at())) {
      boolean isLaunch = deployment.start().kind() == DeploymentKind.LAUNCH;
      List<NodeId> missing = deployment.nodes().stream().filter(id -> !isJoined(id)).toList();
      turn.emit(
          new Event.MembershipFrozen(
              deployment.id(),
              state.nodes().stream()
                  .filter(node -> isMember(node, isLaunch))
                  .map(NodeState::asMember)
                  .toList(),
              missing));
    }
  }

  private boolean isJoined(NodeId id) {
    return state.node(id).filter(NodeState::isJoined).isPresent();
  }

  /** Who was set up once stays a member, also while it is away. */
  private static boolean isMember(NodeState node, boolean isLaunch) {
    return node.isJoined() || (!isLaunch && node.facts().isPresent() && node.isMeant());
  }

  private void advance(DeploymentState deployment, NodeId id) {
    NodeState node = state.node(id).orElseThrow();
    if (deployment.isCancelling()) {
      cancelWaiting(deployment, id);
      return;
    }
    skipHopeless(deployment, node);
    if (node.isJoined()) {
      assignReady(deployment, node);
    }
  }

  private void cancelWaiting(DeploymentState deployment, NodeId id) {
    List<StepRef> waiting = new ArrayList<>();
    for (StepCell cell : deployment.cellsOf(id)) {
      if (cell.status() == StepStatus.WAITING) {
        waiting.add(cell.ref());
      }
    }
    if (!waiting.isEmpty()) {
      turn.emit(new Event.StepsCancelled(deployment.id(), waiting));
    }
  }

  private void skipHopeless(DeploymentState deployment, NodeState node) {
    Map<String, List<StepRef>> hopeless = new LinkedHashMap<>();
    for (StepCell cell : deployment.cellsOf(node.id())) {
      if (cell.status() == StepStatus.WAITING) {
        String why = readiness.whyNever(deployment, node, cell);
        if (!why.isEmpty()) {
          hopeless.computeIfAbsent(why, unknown -> new ArrayList<>()).add(cell.ref());
        }
      }
    }
    hopeless.forEach(
        (why, steps) -> turn.emit(new Event.StepsSkipped(deployment.id(), steps, why)));
  }

  private void assignReady(DeploymentState deployment, NodeState node) {
    boolean isCommand = deployment.start().kind() == DeploymentKind.COMMAND;
    for (StepCell cell : deployment.cellsOf(node.id())) {
      if (cell.status() == StepStatus.WAITING
          && readiness.isReady(deployment, cell)
          && (isCommand || hasSlot(node.id(), cell.template().phase()))) {
        turn.emit(new Event.StepAssigned(Keys.next(state, deployment, cell)));
      }
    }
  }

  /** A step at a barrier has given its slot back, so that slots cannot deadlock. */
  private boolean hasSlot(NodeId node, Phase phase) {
    int taken = 0;
    for (DeploymentState deployment : state.running()) {
      if (deployment.start().kind() == DeploymentKind.COMMAND) {
        continue; // people at a prompt do not queue behind modules
      }
      for (StepCell cell : deployment.cellsOf(node)) {
        if (cell.status().isActive()) {
          taken += cell.isAtBarrier() ? 0 : 1;
          if (phase == Phase.INIT && cell.template().phase() == Phase.INIT) {
            return false; // package managers do not share
          }
        }
      }
    }
    return taken < SLOTS;
  }
}
