package org.muster.coordinator.core.controller;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.muster.coordinator.core.event.DeploymentKind;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.coordinator.core.state.NodeStatus;
import org.muster.protocol.NodeId;
import org.muster.protocol.Role;

/** Whether enough nodes are there for a deployment to decide on its members. */
final class QuorumStart {
  /** Who is on its way as the quorum is reached is given this long, to spare it its own batch. */
  static final Duration GRACE = Duration.ofSeconds(10);

  private final ClusterState state;

  QuorumStart(ClusterState state) {
    this.state = state;
  }

  boolean isReached(DeploymentState deployment, Instant now) {
    List<NodeId> masters = new ArrayList<>();
    List<NodeId> workers = new ArrayList<>();
    for (NodeId id : deployment.nodes()) {
      if (deployment.needsToFreeze(id)) {
        (deployment.roleOf(id) == Role.MASTER ? masters : workers).add(id);
      }
    }
    DeploymentKind kind = deployment.start().kind();
    if (masters.isEmpty() && workers.isEmpty()) {
      // Where no master was ever set up, there is nobody to wait for who could drain anything.
      return kind == DeploymentKind.LEAVE && !deployment.nodes().isEmpty();
    }
    boolean isQuorumEnough = kind == DeploymentKind.LAUNCH || kind == DeploymentKind.JOIN;
    int enough = isQuorumEnough ? state.spec().ready().of(workers.size()) : workers.size();
    return state.count(NodeStatus.JOINED) >= masters.size() + enough // most end here, and fast
        && isReached(states(masters), states(workers), enough, now);
  }

  private static boolean isReached(
      List<NodeState> masters, List<NodeState> workers, int enough, Instant now) {
    List<NodeState> joined = workers.stream().filter(NodeState::isJoined).toList();
    return masters.stream().allMatch(NodeState::isJoined)
        && joined.size() >= enough
        && (workers.stream().noneMatch(QuorumStart::isOnItsWay)
            || !now.isBefore(reachedAt(masters, joined, enough).plus(GRACE)));
  }

  private List<NodeState> states(List<NodeId> ids) {
    return ids.stream().map(id -> state.node(id).orElseThrow()).toList();
  }

  /** When the last one that it takes has come. */
  private static Instant reachedAt(List<NodeState> masters, List<NodeState> joined, int enough) {
    List<NodeState> first =
        new ArrayList<>(
            joined.stream().sorted(Comparator.comparing(NodeState::since)).limit(enough).toList());
    first.addAll(masters);
    return first.stream().map(NodeState::since).max(Comparator.naturalOrder()).orElseThrow();
  }

  private static boolean isOnItsWay(NodeState node) {
    return node.status() == NodeStatus.WISHED || node.status() == NodeStatus.LAUNCHED;
  }
}
