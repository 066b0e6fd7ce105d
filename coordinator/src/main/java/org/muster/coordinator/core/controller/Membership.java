package org.muster.coordinator.core.controller;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.membership.IdentityRule;
import org.muster.coordinator.core.state.ClusterLife;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.LaunchState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.coordinator.core.state.NodeStatus;
import org.muster.coordinator.core.state.StepCell;
import org.muster.coordinator.core.state.StepStatus;
import org.muster.error.ErrorCode;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.Facts;
import org.muster.protocol.LaunchId;
import org.muster.protocol.NodeId;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepResult;
import org.muster.protocol.StepSummary;

/** Who is in the cluster: launches, joins, losses and returns. */
final class Membership {
  /** A machine that has booted joins within seconds; ten minutes are for slow clouds. */
  private static final Duration JOIN_WITHIN = Duration.ofMinutes(10);

  private final Turn turn;
  private final ClusterState state;

  Membership(Turn turn) {
    this.turn = turn;
    this.state = turn.state();
  }

  void launched(LaunchId launch, Map<NodeId, String> instances) {
    if (state.launch(launch).filter(known -> !known.isAnswered()).isPresent()) {
      turn.emit(new Event.NodesLaunched(launch, instances));
    }
  }

  void launchFailed(LaunchId launch, String reason) {
    if (state.launch(launch).filter(known -> !known.isAnswered()).isPresent()) {
      turn.emit(new Event.LaunchFailed(launch, reason));
    }
  }

  void removed(List<NodeId> nodes) {
    List<NodeId> ended =
        nodes.stream()
            .filter(id -> state.node(id).filter(Membership::isRemoving).isPresent())
            .toList();
    if (!ended.isEmpty()) {
      turn.emit(new Event.NodesRemoved(ended));
    }
  }

  private static boolean isRemoving(NodeState node) {
    return node.status() == NodeStatus.REMOVING;
  }

  JoinVerdict join(JoinClaim claim) {
    if (!state.isPresent() || state.life() == ClusterLife.DESTROYING) {
      return refuse(claim, ErrorCode.NOT_FOUND, "there is no cluster '%s'".formatted(state.name()));
    }
    Optional<NodeState> known = byKey(claim.publicKey());
    if (known.isPresent()) {
      return new JoinVerdict.Admitted(known.get().id(), state.incarnation());
    }
    if (!claim.isTokenProven()) {
      return refuse(claim, ErrorCode.JOIN_REFUSED, "its join token is wrong");
    }
    LaunchState launch = state.launch(claim.launch()).orElse(null);
    if (launch == null) {
      return refuse(
          claim,
          ErrorCode.JOIN_REFUSED,
          "launch '%s' is not in the ledger".formatted(claim.launch()));
    }
    if (turn.at().isAfter(launch.wish().expiresAt())) {
      return refuse(
          claim,
          ErrorCode.JOIN_REFUSED,
          "its join token has expired at " + launch.wish().expiresAt());
    }
    if (!launch.isAnswered()) {
      return new JoinVerdict.Later("the launch is not complete yet");
    }
    return admitNew(claim, launch);
  }

  private JoinVerdict admitNew(JoinClaim claim, LaunchState launch) {
    NodeState node = slotOf(claim, launch).orElse(null);
    if (node == null) {
      return refuse(claim, ErrorCode.JOIN_REFUSED, noPlace(claim));
    }
    if (!node.publicKey().isEmpty()) {
      return refuse(
          claim,
          ErrorCode.JOIN_REFUSED,
          "it has joined before as %s with another key".formatted(node.id()));
    }
    return state.spec().provider().asksForIdentity()
        ? admitIdentified(claim, launch, node)
        : admitted(claim, node);
  }

  private JoinVerdict admitIdentified(JoinClaim claim, LaunchState launch, NodeState node) {
    if (claim.document().isEmpty()) {
      return refuse(
          claim,
          ErrorCode.JOIN_REFUSED,
          "it shows no identity document; see that its agent reaches the metadata service");
    }
    if (claim.known().isEmpty()) {
      return new JoinVerdict.Later("the provider does not show the instance yet");
    }
    Instant wishedAt = launch.wish().expiresAt().minus(Preconditions.TOKEN_GOOD_FOR);
    Optional<String> objection =
        new IdentityRule(claim.instance(), wishedAt, turn.at())
            .objection(claim.document().get(), claim.known().get());
    return objection
        .map(reason -> refuse(claim, ErrorCode.JOIN_REFUSED, reason))
        .orElseGet(() -> admitted(claim, node));
  }

  private JoinVerdict admitted(JoinClaim claim, NodeState node) {
    turn.emit(new Event.NodeJoined(node.id(), claim.instance(), claim.publicKey(), claim.facts()));
    return new JoinVerdict.Admitted(node.id(), state.incarnation());
  }

  private String noPlace(JoinClaim claim) {
    boolean isPlaceLeft =
        state.nodes().stream()
            .anyMatch(n -> n.launch().equals(claim.launch()) && n.publicKey().isEmpty());
    return isPlaceLeft
        ? "launch '%s' did not start instance '%s'".formatted(claim.launch(), claim.instance())
        : "its token is used up: launch '%s' has no place left for it".formatted(claim.launch());
  }

  /** The node of this instance, else a place that the provider could not name an instance for. */
  private Optional<NodeState> slotOf(JoinClaim claim, LaunchState launch) {
    NodeState free = null;
    for (NodeState node : state.nodes()) {
      if (!node.launch().equals(launch.wish().launch()) || !node.isMeant()) {
        continue;
      }
      if (node.instance().equals(claim.instance())) {
        return Optional.of(node);
      }
      if (free == null && node.instance().isEmpty() && node.publicKey().isEmpty()) {
        free = node;
      }
    }
    return Optional.ofNullable(free);
  }

  private Optional<NodeState> byKey(String publicKey) {
    return state.nodes().stream()
        .filter(node -> node.publicKey().equals(publicKey) && node.isMeant())
        .findFirst();
  }

  private JoinVerdict refuse(JoinClaim claim, ErrorCode code, String reason) {
    refused(claim.instance(), code, reason);
    return new JoinVerdict.Refused(code, reason);
  }

  void refused(String instance, ErrorCode code, String reason) {
    if (state.isPresent()) {
      turn.emit(new Event.JoinRefused(instance, code, reason));
    }
  }

  void hello(NodeId id, AgentMessage.Hello hello) {
    NodeState node = state.node(id).orElse(null);
    if (node == null || !node.isMeant() || !state.isPresent()) {
      return;
    }
    Facts facts = hello.facts();
    if (!facts.equals(node.facts().orElse(null))) {
      turn.emit(new Event.NodeReported(id, facts));
    }
    if (!node.isJoined()) {
      turn.emit(new Event.NodeBack(id));
    }
    Map<StepKey, StepSummary.State> held = new HashMap<>();
    hello.steps().forEach(step -> held.put(step.step(), step.state()));
    for (DeploymentState deployment : state.unsettled()) {
      deployment.cellsOf(id).forEach(cell -> compare(deployment, cell, held));
    }
  }

  /** Holds what we believe of a step against what its node's journal says. */
  private void compare(
      DeploymentState deployment, StepCell cell, Map<StepKey, StepSummary.State> held) {
    boolean isLeftover = deployment.isOver() && cell.status() == StepStatus.UNKNOWN;
    if (!cell.status().isActive() && !isLeftover) {
      return;
    }
    StepKey key = Keys.current(state, deployment, cell);
    StepSummary.State there = held.get(key);
    if (there == StepSummary.State.RUNNING && cell.status() == StepStatus.ASSIGNED) {
      turn.emit(new Event.StepRunning(key, turn.at()));
    } else if (there == null && cell.isStarted()) {
      StepResult nothing =
          new StepResult(
              StepOutcome.UNKNOWN,
              -1,
              "the node came back without its journal",
              false,
              cell.startedAt().orElse(turn.at()),
              turn.at(),
              0,
              null);
      turn.emit(Steps.ended(deployment, cell, key, nothing));
    }
  }

  void lost(NodeId id, String reason) {
    if (state.node(id).filter(NodeState::isJoined).isPresent()) {
      turn.emit(new Event.NodeLost(id, reason));
    }
  }

  void tick() {
    if (state.life() == ClusterLife.ABSENT || state.spec().provider().kind().equals("static")) {
      return; // nobody knows when somebody else boots a machine
    }
    for (NodeState node : state.nodes()) {
      if (node.status() == NodeStatus.LAUNCHED
          && turn.at().isAfter(node.since().plus(JOIN_WITHIN))) {
        turn.emit(
            new Event.NodeLost(
                node.id(),
                "it has not joined within %d minutes of its launch; look at its agent's log"
                    .formatted(JOIN_WITHIN.toMinutes())));
      }
    }
  }
}
