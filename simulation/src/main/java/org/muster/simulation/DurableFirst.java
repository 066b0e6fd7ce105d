package org.muster.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.coordinator.core.state.StepCell;
import org.muster.coordinator.core.state.StepStatus;
import org.muster.coordinator.link.JoinDecision;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.InstanceNotice;
import org.muster.protocol.NodeId;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;

/** 6. Nothing is acknowledged, answered or ordered before it is durable. */
final class DurableFirst extends Rule {
  private record Asking(StepKey step, String request) {}

  private final Set<StepKey> assigned = new HashSet<>();
  private final Set<Long> epochs = new HashSet<>();
  private final Set<Event.NodeNoticed> notices = new HashSet<>();
  private final Map<Asking, AgentMessage.ShareValue> shares = new HashMap<>();

  DurableFirst(World world) {
    super(6, world);
  }

  @Override
  void appended(long epoch, Event event) {
    epochs.add(epoch);
    if (event instanceof Event.StepAssigned step) {
      assigned.add(step.step());
    } else if (event instanceof Event.NodeNoticed noticed) {
      notices.add(new Event.NodeNoticed(noticed.node(), noticed.notice(), ""));
    } else if (event instanceof Event.ClusterCreated) {
      notices.clear();
    }
  }

  @Override
  void heard(Wire wire, AgentMessage message) {
    if (message instanceof AgentMessage.ShareValue share) {
      shares.put(new Asking(share.step(), share.request()), share);
    }
  }

  @Override
  void sent(Wire wire, CoordinatorMessage message) {
    if (message instanceof CoordinatorMessage.ResultStored stored) {
      checkStored(stored.step());
    } else if (message instanceof CoordinatorMessage.RunStep run) {
      if (!assigned.contains(run.step())) {
        broken("%s was sent before its assignment was durable", run.step());
      }
    } else if (message instanceof CoordinatorMessage.ValueStored stored) {
      checkShared(shares.get(new Asking(stored.step(), stored.request())));
    } else if (message instanceof CoordinatorMessage.ValueGiven given) {
      boolean isThere =
          durable()
              .deployment(given.step().deployment())
              .filter(d -> d.start().deployment().equals(given.step().deployment()))
              .isPresent();
      if (!isThere) {
        broken("%s was given a value of no durable deployment", given.step());
      }
    } else if (message instanceof CoordinatorMessage.NoticeStored stored) {
      checkNoticed(wire, stored.notice());
    } else if (message instanceof CoordinatorMessage.Welcome welcome) {
      if (!epochs.contains(welcome.epoch())) {
        broken("a welcome of epoch %d, which nobody has claimed", welcome.epoch());
      }
    }
  }

  /** Of a node that counts; of others nothing is kept. */
  private void checkNoticed(Wire wire, InstanceNotice notice) {
    NodeId node = wire.identity().node();
    boolean isMeant =
        durable().isPresent()
            && durable().incarnation() == wire.identity().incarnation()
            && durable().node(node).filter(NodeState::isMeant).isPresent();
    if (isMeant && !notices.contains(new Event.NodeNoticed(node, notice, ""))) {
      broken("%s of %s was acknowledged before it was durable", notice, node);
    }
  }

  /** What the journal would still take in must not have been acknowledged. */
  private void checkStored(StepKey step) {
    Optional<StepCell> cell =
        durable()
            .deployment(step.deployment())
            .flatMap(d -> d.cell(step.node(), step.module(), step.phase()))
            .filter(c -> c.attempt() == step.attempt())
            .filter(c -> c.status().isActive() || c.status() == StepStatus.UNKNOWN);
    if (cell.isPresent() && durable().isPresent()) {
      broken("the result of %s was acknowledged before it was durable", step);
    }
  }

  private void checkShared(AgentMessage.ShareValue share) {
    if (share == null) {
      return;
    }
    boolean isMissing =
        durable()
            .deployment(share.step().deployment())
            .filter(deployment -> !deployment.isOver())
            .filter(deployment -> deployment.value(share.key()).isEmpty())
            .isPresent();
    if (isMissing) {
      broken("value %s of %s was acknowledged before it was durable", share.key(), share.step());
    }
  }

  @Override
  void said(Machine machine, AgentMessage message) {
    if (message instanceof AgentMessage.StepAccepted accepted) {
      if (machine.found(accepted.step()).filter(StepFiles::hasIntent).isEmpty()) {
        broken("%s was accepted before its intent was durable", accepted.step());
      }
    } else if (message instanceof AgentMessage.StepFinished finished) {
      Optional<StepFiles> files = machine.found(finished.step());
      boolean isRefused =
          files.filter(StepFiles::hasIntent).isEmpty()
              && finished.result().outcome() == StepOutcome.FAILED;
      boolean isThere = files.flatMap(StepFiles::result).equals(Optional.of(finished.result()));
      if (!isRefused && !isThere) {
        broken("the result of %s was said before it was durable", finished.step());
      }
    }
  }

  @Override
  void joinAnswered(Machine machine, JoinDecision decision) {
    if (decision instanceof JoinDecision.Admitted admitted) {
      boolean isDurable =
          durable()
              .node(admitted.node())
              .map(NodeState::publicKey)
              .filter(machine.publicKey()::equals)
              .isPresent();
      if (!isDurable) {
        broken("%s was let in before that was durable", admitted.node());
      }
    }
  }

  @Override
  void answered(Act act, DeploymentId deployment) {
    if (deployment != null && durable().deployment(deployment).map(DeploymentState::id).isEmpty()) {
      broken("a user was told of %s before it was durable", deployment);
    }
  }
}
