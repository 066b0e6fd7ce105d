package org.muster.simulation;

import java.util.stream.Collectors;
import org.muster.coordinator.core.state.BarrierState;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.LaunchState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.coordinator.core.state.StepCell;

/** A state as text: equal states, and only they, have equal texts. */
final class Canonical {
  private final StringBuilder text = new StringBuilder();

  private Canonical() {}

  static String of(ClusterState state) {
    Canonical form = new Canonical();
    form.add(state);
    return form.text.toString();
  }

  private void line(Object... parts) {
    for (Object part : parts) {
      text.append(part).append(' ');
    }
    text.append('\n');
  }

  private void add(ClusterState state) {
    line(state.name(), state.life(), state.incarnation(), state.since(), state.createdAt());
    line(state.providerFailure(), state.alarms(), state.nextDeployment(), state.nextLaunch());
    for (LaunchState launch : state.launches()) {
      line(launch.wish(), launch.isAnswered(), launch.failure());
    }
    state.nodes().forEach(this::add);
    state.deployments().forEach(this::add);
    line(state.unsettled().stream().map(DeploymentState::id).toList());
  }

  private void add(NodeState node) {
    line(node.id(), node.status(), node.since(), node.instance(), node.publicKey());
    line(node.detail(), node.facts(), node.needsReapply(), node.awaitsBatch());
  }

  private void add(DeploymentState deployment) {
    line(deployment.id(), deployment.start().kind(), deployment.plan().hash());
    line(deployment.startedAt(), deployment.finishedAt(), deployment.outcome());
    line(deployment.reason(), deployment.cancelReason(), deployment.blockedBy());
    line(deployment.isFrozen(), deployment.members(), deployment.revision());
    line(deployment.tally().open());
    deployment.cells().forEach(this::add);
    deployment.barriers().forEach(this::add);
  }

  private void add(StepCell cell) {
    line(cell.ref(), cell.status(), cell.attempt(), cell.failures(), cell.isStarted());
    line(cell.isAtBarrier(), cell.since(), cell.startedAt(), cell.result(), cell.skipReason());
  }

  private void add(BarrierState barrier) {
    String arrivals =
        barrier.arrivals().stream().map(Object::toString).collect(Collectors.joining(","));
    line(barrier.id(), barrier.request(), barrier.isReleased(), barrier.broken(), arrivals);
    line(barrier.since(), barrier.arrivedMembers());
  }
}
