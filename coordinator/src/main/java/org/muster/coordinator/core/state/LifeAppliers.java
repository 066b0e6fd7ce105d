package org.muster.coordinator.core.state;

import java.time.Instant;
import org.muster.coordinator.core.event.DeploymentKind;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.event.NodeWish;
import org.muster.protocol.InstanceNotice;
import org.muster.protocol.NodeId;
import org.muster.protocol.Role;

/** Folds what happens to the cluster as a whole and to its nodes. */
final class LifeAppliers {
  private final ClusterState state;

  LifeAppliers(ClusterState state) {
    this.state = state;
  }

  void register() {
    state.on(Event.OwnershipClaimed.class, (event, at) -> {});
    state.on(Event.JournalAdopted.class, (event, at) -> state.skipTo(event.deployments()));
    state.on(Event.HistoryForgotten.class, (event, at) -> state.forget(event, at));
    state.on(
        Event.ClusterCreated.class,
        (event, at) -> state.begin(event.incarnation(), event.spec(), at));
    state.on(Event.LaunchWished.class, this::launchWished);
    state.on(Event.NodesLaunched.class, this::nodesLaunched);
    state.on(Event.LaunchFailed.class, this::launchFailed);
    state.on(Event.NodeJoined.class, this::nodeJoined);
    state.on(Event.JoinRefused.class, (event, at) -> state.alarm(alarm(event)));
    state.on(Event.NodeReported.class, this::nodeReported);
    state.on(
        Event.NodeKeyChanged.class,
        (e, at) -> state.node(e.node()).ifPresent(node -> node.keyChanged(e.publicKey())));
    state.on(Event.NodeLost.class, this::nodeLost);
    state.on(Event.NodeBack.class, this::nodeBack);
    state.on(Event.NodeNoticed.class, (event, at) -> nodeNoticed(event));
    state.on(Event.RemovalWished.class, this::removalWished);
    state.on(Event.NodesRemoved.class, this::nodesRemoved);
    state.on(Event.StopWished.class, (event, at) -> state.live(ClusterLife.STOPPING, at));
    state.on(Event.NodesStopped.class, (event, at) -> stopped(at));
    state.on(Event.StartWished.class, (event, at) -> state.live(ClusterLife.STARTING, at));
    state.on(Event.NodesStarted.class, (event, at) -> started(at));
    state.on(Event.DestroyWished.class, (event, at) -> state.live(ClusterLife.DESTROYING, at));
    state.on(Event.ClusterDestroyed.class, (event, at) -> destroyed(at));
    state.on(
        Event.ProviderFailed.class,
        (event, at) -> state.providerFailed(event.call() + ": " + event.reason()));
  }

  private static String alarm(Event.JoinRefused event) {
    return "%s was not let in: %s".formatted(event.instance(), event.reason());
  }

  private void launchWished(Event.LaunchWished event, Instant at) {
    state.add(new LaunchState(event));
    for (NodeWish wish : event.nodes()) {
      NodeState node = new NodeState(wish, event.launch(), at);
      node.awaitBatch(!state.deployments().isEmpty());
      state.add(node);
    }
    event.replaces().forEach(id -> state.node(id).ifPresent(node -> node.replaced(at)));
  }

  private void nodesLaunched(Event.NodesLaunched event, Instant at) {
    state.launch(event.launch()).ifPresent(LaunchState::answered);
    state.providerFailed("");
    event
        .instances()
        .forEach(
            (id, instance) ->
                state
                    .node(id)
                    .ifPresent(node -> state.change(node, () -> node.launched(instance, at))));
  }

  private void launchFailed(Event.LaunchFailed event, Instant at) {
    state.launch(event.launch()).ifPresent(launch -> launch.failed(event.reason()));
    for (NodeState node : state.nodes()) {
      if (node.launch().equals(event.launch()) && node.isMeant()) {
        state.change(node, () -> node.move(NodeStatus.LOST, event.reason(), at));
        state.changes().mark(node.id());
      }
    }
    for (DeploymentState deployment : state.running()) {
      state.changes().mark(deployment.id());
      deployment.nodes().forEach(state.changes()::mark); // some may have waited for who never comes
    }
  }

  private void nodeJoined(Event.NodeJoined event, Instant at) {
    state
        .node(event.node())
        .ifPresent(
            node ->
                state.change(
                    node,
                    () -> node.joined(event.instance(), event.publicKey(), event.facts(), at)));
    nodeChanged(event.node());
  }

  private void nodeReported(Event.NodeReported event, Instant at) {
    state.node(event.node()).ifPresent(node -> node.reported(event.facts()));
    nodeChanged(event.node());
  }

  private void nodeLost(Event.NodeLost event, Instant at) {
    NodeState node = state.node(event.node()).orElseThrow();
    state.change(node, () -> node.move(NodeStatus.LOST, event.reason(), at));
    for (DeploymentState deployment : state.unsettled()) {
      for (StepCell cell : deployment.cellsOf(event.node())) {
        if (cell.status().isActive()) {
          deployment.tally().change(cell, () -> cell.lose(at));
        }
      }
      deployment.barriers().forEach(b -> state.changes().mark(deployment.id(), b.id()));
    }
    nodeChanged(event.node());
  }

  private void nodeBack(Event.NodeBack event, Instant at) {
    NodeState node = state.node(event.node()).orElseThrow();
    state.change(node, () -> node.move(NodeStatus.JOINED, "", at));
    for (DeploymentState deployment : state.running()) {
      for (StepCell cell : deployment.cellsOf(event.node())) {
        if (cell.status() == StepStatus.UNKNOWN) {
          deployment.tally().change(cell, () -> cell.expectAgain(at));
        }
      }
    }
    nodeChanged(event.node());
  }

  private void nodeNoticed(Event.NodeNoticed event) {
    NodeState node = state.node(event.node()).orElseThrow();
    state.notice(node, event.notice());
    if (node.role() == Role.MASTER && event.notice().kind() == InstanceNotice.Kind.INTERRUPTION) {
      state.alarm("%s %s: %s".formatted(event.node(), event.notice().sentence(), event.answer()));
    }
  }

  private void removalWished(Event.RemovalWished event, Instant at) {
    for (NodeId id : event.nodes()) {
      NodeState node = state.node(id).orElseThrow();
      state.change(node, () -> node.move(NodeStatus.REMOVING, event.reason(), at));
      for (DeploymentState deployment : state.unsettled()) {
        withdraw(deployment, id, at);
      }
      nodeChanged(id);
    }
  }

  /** What users look at stays as it was; what others wait for goes on without the node. */
  private void withdraw(DeploymentState deployment, NodeId node, Instant at) {
    if (deployment.isOver() || deployment.start().kind() == DeploymentKind.COMMAND) {
      for (StepCell cell : deployment.cellsOf(node)) {
        if (!cell.status().isFinal()) {
          deployment.tally().change(cell, () -> cell.cancel(at));
        }
      }
      state.settle(deployment);
    } else {
      deployment.excuse(node);
      deployment.nodes().forEach(state.changes()::mark);
    }
    deployment.barriers().forEach(b -> state.changes().mark(deployment.id(), b.id()));
  }

  private void nodesRemoved(Event.NodesRemoved event, Instant at) {
    for (NodeId id : event.nodes()) {
      NodeState node = state.node(id).orElseThrow();
      state.change(node, () -> node.move(NodeStatus.GONE, node.detail(), at));
    }
    state.providerFailed("");
  }

  private void nodeChanged(NodeId node) {
    state.changes().mark(node);
    state.running().forEach(deployment -> state.changes().mark(deployment.id()));
  }

  private void stopped(Instant at) {
    state.live(ClusterLife.STOPPED, at);
    state.nodes().stream()
        .filter(NodeState::isMeant)
        .forEach(node -> state.change(node, () -> node.move(NodeStatus.STOPPED, "", at)));
  }

  /** The provider's part is done; the rest is up to their agents. */
  private void started(Instant at) {
    state.live(ClusterLife.UP, at);
    for (NodeState node : state.nodes()) {
      if (node.status() == NodeStatus.STOPPED) {
        state.change(node, () -> node.move(NodeStatus.LAUNCHED, "", at));
      }
    }
  }

  private void destroyed(Instant at) {
    state.live(ClusterLife.ABSENT, at);
    for (NodeState node : state.nodes()) {
      state.change(node, () -> node.move(NodeStatus.GONE, "", at));
    }
  }
}
