package org.muster.coordinator.core.controller;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muster.coordinator.core.event.BarrierId;
import org.muster.coordinator.core.event.DeploymentKind;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.plan.StepTemplate;
import org.muster.coordinator.core.spec.Quorum;
import org.muster.coordinator.core.state.BarrierState;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.NodeStatus;
import org.muster.coordinator.core.state.StepCell;
import org.muster.coordinator.core.state.StepStatus;
import org.muster.coordinator.core.state.StepTally;
import org.muster.protocol.NodeId;

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

  /** Also at the clock, which is all that can change without an event. */
  void lookAtAll(DeploymentState deployment) {
    for (BarrierState barrier : List.copyOf(deployment.barriers())) {
      look(deployment, barrier.id());
      if (!barrier.isReleased() && !barrier.isBroken()) {
        lookAtClock(deployment, barrier);
      }
    }
  }

  /** Costs little while nothing comes of it: a thousand members arrive one by one. */
  void look(DeploymentState deployment, BarrierId id) {
    Optional<BarrierState> found = deployment.barrier(id);
    if (found.isEmpty() || found.get().isReleased() || found.get().isBroken()) {
      return;
    }
    BarrierState barrier = found.get();
    Turnout turnout = Turnout.of(deployment, barrier);
    String mistake = mistake(deployment, barrier, turnout);
    if (!mistake.isEmpty()) {
      cannotOpen(deployment, barrier, mistake);
      return;
    }
    int needed = Quorum.parse(barrier.request().quorum()).of(turnout.members());
    if (barrier.arrivedMembers() >= needed) {
      List<NodeId> missing = missing(deployment, barrier);
      turn.emit(new Event.BarrierReleased(deployment.id(), id, missing));
    } else if (turnout.members() - turnout.ended() - state.count(NodeStatus.LOST) < needed) {
      breakIfHopeless(deployment, barrier, needed);
    }
  }

  /** What is wrong with the request itself; empty when nothing is. */
  private static String mistake(DeploymentState deployment, BarrierState barrier, Turnout turnout) {
    if (turnout.members() == 0 && !havePassedBefore(deployment, barrier)) {
      return "no %s runs %s %s"
          .formatted(barrier.request().members(), barrier.id().module(), barrier.id().phase());
    }
    try {
      Quorum.parse(barrier.request().quorum());
      return "";
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  /** New nodes do not wait for those that did it when they were new themselves. */
  private static boolean havePassedBefore(DeploymentState deployment, BarrierState barrier) {
    return deployment.start().kind() == DeploymentKind.JOIN
        && deployment.plan().templates().stream()
            .anyMatch(
                template ->
                    template.phase() == barrier.id().phase()
                        && template.module().equals(barrier.id().module())
                        && barrier.isFor(template.role()));
  }

  private void breakIfHopeless(DeploymentState deployment, BarrierState barrier, int needed) {
    List<StepCell> members = members(deployment, barrier);
    List<String> never = new ArrayList<>();
    members.stream()
        .filter(cell -> !barrier.hasArrived(cell.node()))
        .forEach(cell -> whyNever(cell).ifPresent(never::add));
    if (members.size() - never.size() < needed) {
      cannotOpen(deployment, barrier, shortened(never));
    }
  }

  private void cannotOpen(DeploymentState deployment, BarrierState barrier, String why) {
    String reason = "%s cannot open: %s".formatted(barrier.id(), why);
    turn.emit(new Event.BarrierBroken(deployment.id(), barrier.id(), reason));
  }

  private void lookAtClock(DeploymentState deployment, BarrierState barrier) {
    List<StepCell> members = members(deployment, barrier);
    if (isTimedOut(members, barrier)) {
      String reason =
          "%s timed out after %s: waiting for %s"
              .formatted(
                  barrier.id(),
                  Words.of(Duration.ofSeconds(barrier.request().timeoutSeconds())),
                  shortened(missing(members, barrier).stream().map(NodeId::value).toList()));
      turn.emit(new Event.BarrierBroken(deployment.id(), barrier.id(), reason));
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
    List<StepCell> members = new ArrayList<>();
    for (NodeId node : deployment.nodes()) {
      if (barrier.isFor(deployment.roleOf(node))) {
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
      if (cell.status().isFinal()) {
        continue; // a quorum may do without it
      }
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

  /** How many members a barrier has, and how many of them have ended and so will not come. */
  private record Turnout(int members, int ended) {
    static Turnout of(DeploymentState deployment, BarrierState barrier) {
      StepTally tally = deployment.tally();
      int members = 0;
      int ended = 0;
      for (StepTemplate template : deployment.plan().templates()) {
        if (template.phase() == barrier.id().phase()
            && template.module().equals(barrier.id().module())
            && barrier.isFor(template.role())) {
          members += tally.total(template.id());
          ended += tally.ended(template.id());
        }
      }
      return new Turnout(members, ended);
    }
  }
}
