package org.muster.coordinator.core.controller;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.muster.coordinator.core.event.DeploymentKind;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.spec.GroupSpec;
import org.muster.coordinator.core.spec.ScaleRequest;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.NodeId;
import org.muster.protocol.Role;

/** What users ask of the number of nodes. Refusals are as in {@link Requests}. */
final class Scaling {
  private final Turn turn;
  private final ClusterState state;
  private final Preconditions preconditions;
  private final Growth growth;
  private final Order order;

  Scaling(Turn turn) {
    this.turn = turn;
    this.state = turn.state();
    preconditions = new Preconditions(state);
    growth = new Growth(turn);
    order = new Order(turn);
  }

  DeploymentId scale(ScaleRequest request, String key) {
    Optional<DeploymentId> before = state.answered(key);
    if (before.isPresent()) {
      return before.get();
    }
    request.check();
    preconditions.requireUp();
    if (!request.remove().isEmpty()) {
      return remove(request.remove().stream().map(this::workerToGo).toList(), key);
    }
    int more = request.add() > 0 ? request.add() : request.workers() - workers().size();
    if (more == 0) {
      throw conflict(
          "cluster '%s' has %d workers already; there is nothing to do"
              .formatted(state.name(), request.workers()));
    }
    return more > 0 ? add(more, key) : remove(newest(-more), key);
  }

  /** A node gives its place to a new one: first the new one comes, then the old one goes. */
  DeploymentId replace(String name, String key) {
    Optional<DeploymentId> before = state.answered(key);
    if (before.isPresent()) {
      return before.get();
    }
    preconditions.requireUp();
    NodeState old = workerToGo(name);
    if (canBeDropped(List.of(old))) {
      DeploymentId held = newestDeployment().id();
      drop(List.of(old), "replaced");
      order.workers(List.of(old.wish()));
      return held;
    }
    preconditions.requireIdle();
    requireLaunched();
    List<NodeId> ordered = order.workers(List.of(old.wish()));
    return growth.join(ordered, List.of(old.id()), key);
  }

  private DeploymentId add(int count, String key) {
    preconditions.requireIdle();
    requireLaunched();
    GroupSpec group = workerGroup();
    return growth.join(order.workers(count, group.type(), group.settings()), List.of(), key);
  }

  private DeploymentId remove(List<NodeState> nodes, String key) {
    if (canBeDropped(nodes)) {
      DeploymentId held = newestDeployment().id();
      drop(nodes, "removed");
      return held;
    }
    preconditions.requireIdle();
    requireLaunched();
    return growth.leave(nodes.stream().map(NodeState::id).distinct().toList(), key);
  }

  /** Nobody can drain a node that is not there, and the set-up of others need not wait for it. */
  private boolean canBeDropped(List<NodeState> nodes) {
    boolean areAway = nodes.stream().noneMatch(NodeState::isJoined);
    return areAway && (Growth.isBusy(state) || !Growth.isLaunched(state));
  }

  private void drop(List<NodeState> nodes, String why) {
    turn.emit(
        new Event.RemovalWished(
            nodes.stream().map(NodeState::id).distinct().toList(), why + " by the user"));
  }

  private GroupSpec workerGroup() {
    List<GroupSpec> groups = state.spec().groups();
    return groups.stream()
        .filter(group -> group.role() == Role.WORKER)
        .findFirst()
        .orElse(groups.get(0));
  }

  /** The lost ones go first, and of the others those that came last. */
  private List<NodeState> newest(int count) {
    return workers().stream()
        .sorted(
            Comparator.comparing(NodeState::isJoined).thenComparing(node -> -node.wish().index()))
        .limit(count)
        .toList();
  }

  private List<NodeState> workers() {
    return state.nodes().stream()
        .filter(node -> node.role() == Role.WORKER && node.isMeant())
        .toList();
  }

  private NodeState workerToGo(String name) {
    NodeState node =
        state.nodes().stream()
            .filter(known -> known.id().value().equals(name) && known.isMeant())
            .findFirst()
            .orElseThrow(
                () ->
                    new MusterException(
                        ErrorCode.NOT_FOUND,
                        "cluster '%s' has no node '%s'; see 'muster nodes %s'"
                            .formatted(state.name(), name, state.name())));
    if (node.role() == Role.MASTER) {
      throw conflict(
          ("%s cannot be taken out: what the cluster is, is on its master; remove the cluster with"
                  + " 'muster destroy %s', and launch it anew")
              .formatted(name, state.name()));
    }
    return node;
  }

  private void requireLaunched() {
    if (!Growth.isLaunched(state)) {
      throw conflict(
          "the launch of '%s' has not succeeded; go on with it by 'muster resume %s' first"
              .formatted(state.name(), state.name()));
    }
  }

  private DeploymentState newestDeployment() {
    return state.deployments().stream()
        .filter(deployment -> deployment.start().kind() != DeploymentKind.COMMAND)
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private static MusterException conflict(String sentence) {
    return new MusterException(ErrorCode.CONFLICT, sentence);
  }
}
