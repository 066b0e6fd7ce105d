package org.muster.coordinator.core.controller;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.muster.coordinator.core.event.DeploymentKind;
import org.muster.coordinator.core.event.DeploymentOutcome;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.module.PlannedModule;
import org.muster.coordinator.core.state.ClusterLife;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.coordinator.core.state.StepCell;
import org.muster.coordinator.core.state.StepStatus;
import org.muster.coordinator.core.state.StepTally;
import org.muster.protocol.NodeId;

/** Whether a deployment is over, or held by lost nodes alone. */
final class Ending {
  private final Turn turn;
  private final ClusterState state;
  private final Growth growth;

  Ending(Turn turn) {
    this.turn = turn;
    this.state = turn.state();
    growth = new Growth(turn);
  }

  void look(DeploymentState deployment) {
    StepTally tally = deployment.tally();
    int active = tally.count(StepStatus.ASSIGNED) + tally.count(StepStatus.RUNNING);
    if (active > 0) {
      unblock(deployment);
      return;
    }
    if (deployment.isCancelling() && tally.count(StepStatus.WAITING) == 0) {
      end(deployment, DeploymentOutcome.CANCELLED, cancelReason(deployment));
    } else if (tally.open() == 0) {
      boolean isGood = tally.count(StepStatus.SUCCEEDED) == total(deployment);
      end(
          deployment,
          isGood ? DeploymentOutcome.SUCCEEDED : DeploymentOutcome.FAILED,
          isGood ? "" : failureReason(deployment));
    } else {
      lookForBlock(deployment);
    }
  }

  private void end(DeploymentState deployment, DeploymentOutcome outcome, String reason) {
    turn.emit(new Event.DeploymentEnded(deployment.id(), outcome, reason));
    growth.ended(deployment);
  }

  private static int total(DeploymentState deployment) {
    return deployment.plan().templates().stream()
        .mapToInt(template -> deployment.tally().total(template.id()))
        .sum();
  }

  private static String cancelReason(DeploymentState deployment) {
    String left =
        deployment.cells().stream()
            .filter(cell -> cell.status() == StepStatus.UNKNOWN)
            .map(cell -> cell.ref().toString())
            .collect(Collectors.joining(", "));
    return left.isEmpty()
        ? deployment.cancelReason()
        : deployment.cancelReason() + "; left unknown: " + left;
  }

  private static String failureReason(DeploymentState deployment) {
    List<StepCell> failed = new ArrayList<>();
    List<StepCell> skipped = new ArrayList<>();
    for (StepCell cell : deployment.cells()) {
      if (cell.status() == StepStatus.FAILED || cell.status() == StepStatus.CANCELLED) {
        failed.add(cell);
      } else if (cell.status() == StepStatus.SKIPPED) {
        skipped.add(cell);
      }
    }
    if (failed.isEmpty()) {
      return skipped.isEmpty() ? "it has no steps" : skipped.get(0).skipReason();
    }
    failed.sort(Comparator.comparing(StepCell::since)); // what failed later may do so because of it
    String more = failed.size() > 1 ? " and %d more".formatted(failed.size() - 1) : "";
    return "%s failed%s".formatted(failed.get(0).ref(), more);
  }

  private void lookForBlock(DeploymentState deployment) {
    List<String> holders = new ArrayList<>();
    for (NodeId id : deployment.nodes()) {
      NodeState node = state.node(id).orElseThrow();
      if (isOnItsWay(node)) {
        unblock(deployment);
        return;
      }
      if (!node.isJoined() && isWaitedFor(deployment, id)) {
        holders.add(id.value());
      }
    }
    if (holders.isEmpty() || waitsForArtifacts(deployment)) {
      unblock(deployment);
    } else if (!holders.equals(deployment.blockedBy())) {
      turn.emit(new Event.DeploymentBlocked(deployment.id(), holders));
    }
  }

  private static boolean isWaitedFor(DeploymentState deployment, NodeId node) {
    return deployment.isFrozen() ? holdsUp(deployment, node) : deployment.needsToFreeze(node);
  }

  private boolean isOnItsWay(NodeState node) {
    return switch (node.status()) {
      case WISHED, LAUNCHED -> true;
      case STOPPED -> state.life() == ClusterLife.STARTING;
      case JOINED, LOST, REMOVING, GONE -> false;
    };
  }

  private static boolean holdsUp(DeploymentState deployment, NodeId node) {
    return deployment.cellsOf(node).stream().anyMatch(cell -> !cell.status().isFinal());
  }

  private static boolean waitsForArtifacts(DeploymentState deployment) {
    if (deployment.start().kind() == DeploymentKind.COMMAND) {
      return false;
    }
    for (PlannedModule module : deployment.start().blueprint().modules()) {
      if (!deployment.hasArtifacts(module.name())
          && deployment.artifactFailure(module.name()).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private void unblock(DeploymentState deployment) {
    if (!deployment.blockedBy().isEmpty()) {
      turn.emit(new Event.DeploymentUnblocked(deployment.id()));
    }
  }
}
