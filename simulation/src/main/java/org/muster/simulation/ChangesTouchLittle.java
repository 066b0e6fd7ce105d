package org.muster.simulation;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.muster.coordinator.core.event.DeploymentKind;
import org.muster.coordinator.core.event.DeploymentOutcome;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.state.ClusterLife;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.coordinator.core.state.NodeStatus;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.InstanceNotice;
import org.muster.protocol.ModuleName;
import org.muster.protocol.NodeId;
import org.muster.protocol.Phase;
import org.muster.protocol.Role;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;

/**
 * 12. Where nodes come or go, old nodes run only {@code join} or {@code leave}, nothing that was
 * done is done again, and a node is ended only after it was drained, or when it was not there. A
 * launch goes on with its masters and a quorum of its workers. The place of a worker that its
 * provider takes back is given away once, and of no other.
 */
final class ChangesTouchLittle extends Rule {
  private record Done(DeploymentId deployment, NodeId node, ModuleName module, Phase phase) {}

  private final Set<Done> done = new HashSet<>();
  private final Set<NodeId> drained = new HashSet<>();
  private final Set<NodeId> there = new HashSet<>();
  private final Set<NodeId> noticed = new HashSet<>();
  private final Set<NodeId> takenBack = new HashSet<>();
  private final Set<NodeId> replaced = new HashSet<>();
  private long newestEpoch;

  ChangesTouchLittle(World world) {
    super(12, world);
  }

  @Override
  void appended(long epoch, Event event) {
    newestEpoch = Math.max(newestEpoch, epoch);
    noted(event);
    if (event instanceof Event.StepEnded ended
        && ended.result().outcome() == StepOutcome.SUCCEEDED) {
      done.add(done(ended.step()));
    } else if (event instanceof Event.NodeJoined joined) {
      there.add(joined.node());
    } else if (event instanceof Event.NodeBack back) {
      there.add(back.node());
    } else if (event instanceof Event.NodeLost lost) {
      there.remove(lost.node());
    } else if (event instanceof Event.NodesStopped || event instanceof Event.ClusterDestroyed) {
      there.clear();
      drained.clear();
    } else if (event instanceof Event.MembershipFrozen frozen) {
      checkQuorum(frozen);
    } else if (event instanceof Event.DeploymentEnded ended) {
      drained(durable().deployment(ended.deployment()).orElseThrow());
    } else if (event instanceof Event.RemovalWished removal) {
      removal.nodes().stream()
          .filter(node -> there.contains(node) && !drained.contains(node))
          .forEach(node -> broken("%s is there, and is ended without a drain", node));
    }
  }

  private void noted(Event event) {
    if (event instanceof Event.ClusterCreated) {
      noticed.clear();
      takenBack.clear();
      replaced.clear();
    } else if (event instanceof Event.NodeNoticed given) {
      noticed.add(given.node());
      if (given.notice().kind() == InstanceNotice.Kind.INTERRUPTION) {
        takenBack.add(given.node());
      }
    } else if (event instanceof Event.LaunchWished wished) {
      wished.replaces().forEach(this::checkReplaced);
    }
  }

  private void checkReplaced(NodeId node) {
    if (!replaced.add(node)) {
      broken("the place of %s is given away twice", node);
    } else if (!noticed.contains(node)) {
      broken("the place of %s is given away, and nobody gave it notice", node);
    } else if (durable().node(node).orElseThrow().role() == Role.MASTER) {
      broken("the place of %s, a master, is given away", node);
    }
  }

  @Override
  void atEnd() {
    if (durable().life() != ClusterLife.UP) {
      return;
    }
    for (NodeId id : takenBack) {
      NodeState node = durable().node(id).orElseThrow();
      if (node.role() == Role.WORKER
          && node.isMeant()
          && !replaced.contains(id)
          && durable().deployments().stream().noneMatch(d -> d.start().leaving().contains(id))) {
        broken("%s is taken back by its provider, and nothing comes of it", id);
      }
    }
  }

  /** A cluster begins with its master, and with as many workers as it is said to take. */
  private void checkQuorum(Event.MembershipFrozen frozen) {
    DeploymentState deployment = durable().deployment(frozen.deployment()).orElseThrow();
    if (deployment.start().kind() != DeploymentKind.LAUNCH) {
      return;
    }
    long workers = frozen.members().stream().filter(m -> m.role() == Role.WORKER).count();
    long left =
        frozen.excused().stream()
            .filter(id -> durable().node(id).orElseThrow().role() == Role.WORKER)
            .count();
    int enough = durable().spec().ready().of((int) (workers + left));
    if (workers == frozen.members().size() || left < frozen.excused().size()) {
      broken("%s goes on without its master", frozen.deployment());
    } else if (workers < enough) {
      broken("%s goes on with %d workers instead of %d", frozen.deployment(), workers, enough);
    }
  }

  private static Done done(StepKey step) {
    return new Done(step.deployment(), step.node(), step.module(), step.phase());
  }

  private void drained(DeploymentState deployment) {
    if (deployment.start().kind() == DeploymentKind.LEAVE
        && deployment.outcome().equals(Optional.of(DeploymentOutcome.SUCCEEDED))) {
      drained.addAll(deployment.start().leaving());
    }
  }

  @Override
  void sent(Wire wire, CoordinatorMessage message) {
    if (!(message instanceof CoordinatorMessage.RunStep run) || run.epoch() < newestEpoch) {
      return; // one that stood still while it was replaced may say so, and no agent obeys it
    }
    StepKey step = run.step();
    Optional<DeploymentState> deployment = durable().deployment(step.deployment());
    if (deployment.isPresent() && !Slice.isOf(deployment.get(), step.node(), step.phase())) {
      broken("%s is none of what %s has for its node", step, deployment.get().start().kind());
    }
    if (done.contains(done(step))) {
      broken("%s is asked for, and has succeeded before", step);
    }
    boolean isGone =
        durable()
            .node(step.node())
            .filter(node -> node.status() == NodeStatus.REMOVING || isGone(node))
            .isPresent();
    if (isGone && deployment.isPresent()) {
      broken("%s is asked of a node that is removed", step);
    }
  }

  private static boolean isGone(NodeState node) {
    return node.status() == NodeStatus.GONE;
  }
}
