package org.muster.coordinator.core.controller;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.muster.coordinator.core.event.DeploymentKind;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.spec.Rebalance;
import org.muster.coordinator.core.state.ClusterLife;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.coordinator.core.state.NodeStatus;
import org.muster.protocol.InstanceNotice;
import org.muster.protocol.NodeId;
import org.muster.protocol.Role;

/**
 * Gives the places of workers that their provider takes back to others: another is ordered at once,
 * whatever else goes on, since it has to boot; and the old one is drained as soon as nothing else
 * changes the cluster. Each place is given away once, and each node is drained once.
 */
final class Interruptions {
  private final Turn turn;
  private final ClusterState state;
  private final Growth growth;

  Interruptions(Turn turn) {
    this.turn = turn;
    this.state = turn.state();
    growth = new Growth(turn);
  }

  /** Nodes may say it as often as they like. */
  void noticed(long incarnation, NodeId id, InstanceNotice notice) {
    if (!state.isPresent() || state.incarnation() != incarnation) {
      return;
    }
    NodeState node = state.node(id).filter(NodeState::isMeant).orElse(null);
    if (node != null && !node.knows(notice)) {
      turn.emit(new Event.NodeNoticed(id, notice, answer(node, notice)));
    }
  }

  /** Draws the consequences, from the state alone: also those that had to wait. */
  void look() {
    if (state.life() == ClusterLife.UP && !state.noticed().isEmpty()) {
      order();
      letGo();
      drain();
    }
  }

  private void order() {
    List<NodeState> places = state.noticed().stream().filter(this::isToBeReplaced).toList();
    if (!places.isEmpty()) {
      new Order(turn).instead(places);
    }
  }

  private boolean isToBeReplaced(NodeState node) {
    return node.role() == Role.WORKER
        && node.replacedAt().isEmpty()
        && leaves(node).isEmpty()
        && (node.interruption().isPresent() || replacesOnRecommendation(node));
  }

  private boolean replacesOnRecommendation(NodeState node) {
    return Rebalance.of(node.wish().settings(), state.spec().provider()) == Rebalance.REPLACE;
  }

  /** What takes the node out already, because somebody has asked for that. */
  private Optional<DeploymentState> leaves(NodeState node) {
    return state.running().stream()
        .filter(deployment -> deployment.start().leaving().contains(node.id()))
        .findFirst();
  }

  /** It has gone, as was said: nobody can drain it, and nothing need wait for it. */
  private void letGo() {
    boolean isOtherwiseBusy = Growth.isBusy(state) || !Growth.isLaunched(state);
    List<NodeId> gone =
        state.noticed().stream()
            .filter(node -> isTakenBack(node) && (isOtherwiseBusy || wasDrained(node)))
            .map(NodeState::id)
            .toList();
    if (!gone.isEmpty()) {
      turn.emit(new Event.RemovalWished(gone, "its provider has taken it back"));
    }
  }

  /** Before its time it may only be out of reach. */
  private boolean isTakenBack(NodeState node) {
    return node.role() == Role.WORKER
        && node.status() == NodeStatus.LOST
        && node.interruption().filter(notice -> !turn.at().isBefore(notice.time())).isPresent();
  }

  private void drain() {
    if (!Growth.isLaunched(state) || Growth.isBusy(state)) {
      return;
    }
    List<NodeId> due =
        state.noticed().stream()
            .filter(node -> node.replacedAt().isPresent() && !wasDrained(node))
            .map(NodeState::id)
            .toList();
    if (!due.isEmpty()) {
      growth.leave(due, "");
    }
  }

  /** However that ended: what failed once is for people to look at. */
  private boolean wasDrained(NodeState node) {
    return state.deployments().stream()
        .filter(deployment -> deployment.start().kind() == DeploymentKind.LEAVE)
        .filter(deployment -> deployment.start().leaving().contains(node.id()))
        .anyMatch(
            deployment ->
                node.replacedAt().filter(at -> !deployment.startedAt().isBefore(at)).isPresent());
  }

  /** What is about to be done, as {@link #look} will do it. */
  private String answer(NodeState node, InstanceNotice notice) {
    if (node.role() == Role.MASTER) {
      return "a master cannot be replaced; what the cluster is, is on it";
    }
    if (node.replacedAt().isPresent()) {
      return "another was ordered in its place before";
    }
    Optional<DeploymentState> leaves = leaves(node);
    if (leaves.isPresent()) {
      return "%s takes it out already".formatted(leaves.get().id());
    }
    if (notice.kind() == InstanceNotice.Kind.REBALANCE && !replacesOnRecommendation(node)) {
      return "nothing is done, unless you do: 'muster replace %s %s'"
          .formatted(state.name(), node.id());
    }
    if (state.life() != ClusterLife.UP) {
      return "another is ordered once the cluster is up; it is %s"
          .formatted(state.life().name().toLowerCase(Locale.ROOT));
    }
    if (Growth.isBusy(state)) {
      return "another is ordered at once, and it is drained when %s has ended".formatted(changes());
    }
    return Growth.isLaunched(state)
        ? "another is ordered at once, and it is drained"
        : "another is ordered at once, and it is drained when the launch has succeeded";
  }

  private String changes() {
    return state.running().stream()
        .filter(deployment -> deployment.start().kind() != DeploymentKind.COMMAND)
        .map(deployment -> "%s %s".formatted(deployment.start().kind().label(), deployment.id()))
        .collect(Collectors.joining(" and "));
  }
}
