package org.muster.coordinator.core.controller;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muster.coordinator.core.event.BarrierId;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.spec.Quorum;
import org.muster.coordinator.core.state.BarrierState;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.NodeStatus;
import org.muster.coordinator.core.state.StepCell;
import org.muster.coordinator.core.state.StepStatus;
import org.muster.protocol.NodeId;
import org.muster.protocol.Role;

/**
 * Named barriers. One opens when its quorum of siblings has arrived, and breaks as soon as so many
 * can never come; a member that is tried again is waited for.
 */
public final class Barriers {
  private final Turn turn;
  private final ClusterState state;

  Barriers(Turn turn) {
    this.turn = turn;
    this.state = turn.state();
  }

  void lookAtAll(DeploymentState deployment) {
    List.copyOf(deployment.barriers()).forEach(barrier -> look(deployment, barrier.id()));
  }

  void look(DeploymentState deployment, BarrierId id) {
    Optional<BarrierState> found = deployment.barrier(id);
    if (found.isEmpty() || found.get().isReleased() || found.get().isBroken()) {
      return;
    }
    BarrierState barrier = found.get();
    List<StepCell> members = members(deployment, barrier);
    List<NodeId> missing = missing(members, barrier);
    int needed = Quorum.parse(barrier.request().quorum()).of(members.size());
    if (members.size() - missing.size() >= needed) {
      turn.emit(new Event.BarrierReleased(deployment.id(), id, missing));
      return;
    }
    List<String> never = new ArrayList<>();
    members.stream()
        .filter(cell -> !barrier.hasArrived(cell.node()))
        .forEach(cell -> whyNever(cell).ifPresent(never::add));
    if (members.size() - never.size() < needed) {
      String reason = "%s cannot open: %s".formatted(id, shortened(never));
      turn.emit(new Event.BarrierBroken(deployment.id(), id, reason));
      return;
    }
    if (isTimedOut(members, barrier)) {
      String reason =
          "%s timed out after %s: waiting for %s"
              .formatted(
                  id,
                  Words.of(Duration.ofSeconds(barrier.request().timeoutSeconds())),
                  shortened(missing.stream().map(NodeId::value).toList()));
      turn.emit(new Event.BarrierBroken(deployment.id(), id, reason));
    }
  }

  /** Whom the barrier still waits for. */
  public static List<NodeId> missing(DeploymentState deployment, BarrierState barrier) {
    return missing(members(deployment, barrier), barrier);
  }

  private static List<NodeId> missing(List<StepCell> members, BarrierState barrier) {
    return members.stream().map(StepCell::node).filter(node -> !barrier.hasArrived(node)).toList();
  }

  /** The siblings of the step on the nodes that the deployment froze. */
  private static List<StepCell> members(DeploymentState deployment, BarrierState barrier) {
    String wanted = barrier.request().members();
    List<StepCell> members = new ArrayList<>();
    for (NodeId node : deployment.nodes()) {
      Role role = deployment.roleOf(node);
      if (wanted.equals("all") || role.label().equals(wanted)) {
        deployment.cell(node, barrier.id().module(), barrier.id().phase()).ifPresent(members::add);
      }
    }
    return members;
  }

  private Optional<String> whyNever(StepCell cell) {
    if (cell.status() == StepStatus.SUCCEEDED) {
      return Optional.of("%s finished without reaching it".formatted(cell.node()));
    }
    if (cell.status().isFinal()) {
      String why =
          cell.status() == StepStatus.FAILED
              ? cell.result().map(result -> ": " + result.reason()).orElse("")
              : "";
      return Optional.of("%s %s%s".formatted(cell.node(), cell.status().label(), why));
    }
    if (state.node(cell.node()).filter(n -> n.status() == NodeStatus.LOST).isPresent()) {
      return Optional.of("%s is lost".formatted(cell.node()));
    }
    return Optional.empty();
  }

  /** The clock starts when all members run. */
  private boolean isTimedOut(List<StepCell> members, BarrierState barrier) {
    if (barrier.request().timeoutSeconds() <= 0) {
      return false;
    }
    Instant last = barrier.since();
    for (StepCell cell : members) {
      if (cell.status() != StepStatus.RUNNING) {
        return false;
      }
      last = cell.since().isAfter(last) ? cell.since() : last;
    }
    return !turn.at().isBefore(last.plusSeconds(barrier.request().timeoutSeconds()));
  }

  private static String shortened(List<String> all) {
    int shown = Math.min(all.size(), 10);
    String rest = all.size() > shown ? " and %d more".formatted(all.size() - shown) : "";
    return String.join(", ", all.subList(0, shown)) + rest;
  }
}
