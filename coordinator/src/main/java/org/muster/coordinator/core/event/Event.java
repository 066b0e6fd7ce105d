package org.muster.coordinator.core.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.muster.coordinator.core.plan.Blueprint;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.error.ErrorCode;
import org.muster.protocol.BarrierRequest;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.Facts;
import org.muster.protocol.InstanceNotice;
import org.muster.protocol.LaunchId;
import org.muster.protocol.Member;
import org.muster.protocol.ModuleName;
import org.muster.protocol.NodeId;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepResult;

/**
 * What happened to a cluster. Type names and fields are in journals: they are added, never renamed.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Event.ClusterCreated.class, name = "cluster-created"),
  @JsonSubTypes.Type(value = Event.LaunchWished.class, name = "launch-wished"),
  @JsonSubTypes.Type(value = Event.NodesLaunched.class, name = "nodes-launched"),
  @JsonSubTypes.Type(value = Event.LaunchFailed.class, name = "launch-failed"),
  @JsonSubTypes.Type(value = Event.NodeJoined.class, name = "node-joined"),
  @JsonSubTypes.Type(value = Event.JoinRefused.class, name = "join-refused"),
  @JsonSubTypes.Type(value = Event.NodeReported.class, name = "node-reported"),
  @JsonSubTypes.Type(value = Event.NodeKeyChanged.class, name = "node-key-changed"),
  @JsonSubTypes.Type(value = Event.NodeLost.class, name = "node-lost"),
  @JsonSubTypes.Type(value = Event.NodeBack.class, name = "node-back"),
  @JsonSubTypes.Type(value = Event.NodeNoticed.class, name = "node-noticed"),
  @JsonSubTypes.Type(value = Event.RemovalWished.class, name = "removal-wished"),
  @JsonSubTypes.Type(value = Event.NodesRemoved.class, name = "nodes-removed"),
  @JsonSubTypes.Type(value = Event.DeploymentStarted.class, name = "deployment-started"),
  @JsonSubTypes.Type(value = Event.DeploymentResumed.class, name = "deployment-resumed"),
  @JsonSubTypes.Type(value = Event.DeploymentCancelling.class, name = "deployment-cancelling"),
  @JsonSubTypes.Type(value = Event.DeploymentBlocked.class, name = "deployment-blocked"),
  @JsonSubTypes.Type(value = Event.DeploymentUnblocked.class, name = "deployment-unblocked"),
  @JsonSubTypes.Type(value = Event.DeploymentEnded.class, name = "deployment-ended"),
  @JsonSubTypes.Type(value = Event.ArtifactReady.class, name = "artifact-ready"),
  @JsonSubTypes.Type(value = Event.ArtifactFailed.class, name = "artifact-failed"),
  @JsonSubTypes.Type(value = Event.MembershipFrozen.class, name = "membership-frozen"),
  @JsonSubTypes.Type(value = Event.StepAssigned.class, name = "step-assigned"),
  @JsonSubTypes.Type(value = Event.StepRunning.class, name = "step-running"),
  @JsonSubTypes.Type(value = Event.StepEnded.class, name = "step-ended"),
  @JsonSubTypes.Type(value = Event.StepsSkipped.class, name = "steps-skipped"),
  @JsonSubTypes.Type(value = Event.StepsCancelled.class, name = "steps-cancelled"),
  @JsonSubTypes.Type(value = Event.BarrierReached.class, name = "barrier-reached"),
  @JsonSubTypes.Type(value = Event.BarrierReleased.class, name = "barrier-released"),
  @JsonSubTypes.Type(value = Event.BarrierBroken.class, name = "barrier-broken"),
  @JsonSubTypes.Type(value = Event.ValueShared.class, name = "value-shared"),
  @JsonSubTypes.Type(value = Event.StopWished.class, name = "stop-wished"),
  @JsonSubTypes.Type(value = Event.NodesStopped.class, name = "nodes-stopped"),
  @JsonSubTypes.Type(value = Event.StartWished.class, name = "start-wished"),
  @JsonSubTypes.Type(value = Event.NodesStarted.class, name = "nodes-started"),
  @JsonSubTypes.Type(value = Event.DestroyWished.class, name = "destroy-wished"),
  @JsonSubTypes.Type(value = Event.ClusterDestroyed.class, name = "cluster-destroyed"),
  @JsonSubTypes.Type(value = Event.ProviderFailed.class, name = "provider-failed"),
  @JsonSubTypes.Type(value = Event.OwnershipClaimed.class, name = "ownership-claimed"),
  @JsonSubTypes.Type(value = Event.JournalAdopted.class, name = "journal-adopted"),
  @JsonSubTypes.Type(value = Event.HistoryForgotten.class, name = "history-forgotten")
})
public sealed interface Event {

  /** A coordinator took the cluster over; everything behind carries its epoch. */
  record OwnershipClaimed(String writer) implements Event {}

  /**
   * A journal that is behind what nodes have seen, such as one from a backup, counts again, because
   * somebody said so.
   *
   * @param seenEpoch the highest that a node knew; this event has a higher one
   * @param deployments how many the nodes know of, so that no step's name is used twice
   */
  record JournalAdopted(String writer, long seenEpoch, int deployments) implements Event {}

  /**
   * The cluster was destroyed long ago, and what happened to it may be removed. All that is left
   * are the counts, so that no name is used twice.
   */
  record HistoryForgotten(long incarnation, int launches, int deployments) implements Event {}

  /** A life of the cluster began. The incarnation counts the lives under this name. */
  record ClusterCreated(long incarnation, ClusterSpec spec, String idempotencyKey)
      implements Event {}

  /**
   * The ledger: nodes that the provider is about to be asked for.
   *
   * @param replaces in whose places they are to come, since the provider takes these back
   */
  record LaunchWished(
      LaunchId launch, List<NodeWish> nodes, Instant expiresAt, List<NodeId> replaces)
      implements Event {
    public LaunchWished {
      replaces = replaces == null ? List.of() : List.copyOf(replaces); // older journals have none
    }

    /** One in which nobody's place is taken. */
    public LaunchWished(LaunchId launch, List<NodeWish> nodes, Instant expiresAt) {
      this(launch, nodes, expiresAt, List.of());
    }
  }

  /** The provider's answer: the instance of each node. */
  record NodesLaunched(LaunchId launch, Map<NodeId, String> instances) implements Event {}

  /** The provider refused for good. */
  record LaunchFailed(LaunchId launch, String reason) implements Event {}

  /** A node proved itself and got its identity. */
  record NodeJoined(NodeId node, String instance, String publicKey, Facts facts) implements Event {}

  /** Somebody was not let in. */
  record JoinRefused(String instance, ErrorCode code, String reason) implements Event {}

  /** A node came with other facts than before; a new boot id means that it has rebooted. */
  record NodeReported(NodeId node, Facts facts) implements Event {}

  /** A node has another key from now on. */
  record NodeKeyChanged(NodeId node, String publicKey) implements Event {}

  /** Nothing is heard of a node any more. */
  record NodeLost(NodeId node, String reason) implements Event {}

  /** A node that was lost or stopped is connected again. */
  record NodeBack(NodeId node) implements Event {}

  /**
   * The provider has given notice to a node.
   *
   * @param answer what is done about it, for people
   */
  record NodeNoticed(NodeId node, InstanceNotice notice, String answer) implements Event {}

  /**
   * The ledger: the provider is about to end these nodes. Nothing is asked of them any more, and
   * nobody waits for them.
   */
  record RemovalWished(List<NodeId> nodes, String reason) implements Event {}

  /** The provider has ended the nodes, and nothing is left of them. */
  record NodesRemoved(List<NodeId> nodes) implements Event {}

  /**
   * A plan is applied to nodes.
   *
   * @param command only for the kind {@code command}
   * @param isForced whether markers are ignored
   * @param joining who of the nodes is new; only for the kind {@code join}
   * @param leaving who is removed once this has succeeded: of a {@code leave} at once, of a {@code
   *     join} after a {@code leave} of their own
   */
  record DeploymentStarted(
      DeploymentId deployment,
      DeploymentKind kind,
      Blueprint blueprint,
      List<NodeId> nodes,
      List<String> command,
      long timeoutSeconds,
      boolean isForced,
      String idempotencyKey,
      List<NodeId> joining,
      List<NodeId> leaving)
      implements Event {
    public DeploymentStarted {
      joining = joining == null ? List.of() : List.copyOf(joining); // older journals have none
      leaving = leaving == null ? List.of() : List.copyOf(leaving);
    }

    /** One in which nobody comes or goes. */
    public DeploymentStarted(
        DeploymentId deployment,
        DeploymentKind kind,
        Blueprint blueprint,
        List<NodeId> nodes,
        List<String> command,
        long timeoutSeconds,
        boolean isForced,
        String idempotencyKey) {
      this(
          deployment,
          kind,
          blueprint,
          nodes,
          command,
          timeoutSeconds,
          isForced,
          idempotencyKey,
          List.of(),
          List.of());
    }
  }

  /** What had failed, was unknown, skipped or cancelled is tried again. */
  record DeploymentResumed(DeploymentId deployment) implements Event {}

  /** What has not begun is not begun any more, and what runs is told to end. */
  record DeploymentCancelling(DeploymentId deployment, String reason) implements Event {}

  /** Only lost nodes or unknown steps hold it. */
  record DeploymentBlocked(DeploymentId deployment, List<String> by) implements Event {}

  /** Something else goes on again. */
  record DeploymentUnblocked(DeploymentId deployment) implements Event {}

  /** Nothing of it changes any more, unless it is resumed. */
  record DeploymentEnded(DeploymentId deployment, DeploymentOutcome outcome, String reason)
      implements Event {}

  /** An artifact is in the store, whole and verified. */
  record ArtifactReady(
      DeploymentId deployment, ModuleName module, String artifact, String tree, long bytes)
      implements Event {}

  /** An artifact cannot be had. */
  record ArtifactFailed(DeploymentId deployment, ModuleName module, String artifact, String reason)
      implements Event {}

  /** Who is a member for good; the excused come later, as a batch of their own. */
  record MembershipFrozen(DeploymentId deployment, List<Member> members, List<NodeId> excused)
      implements Event {}

  /** An attempt was decided on; its node is about to be told. */
  record StepAssigned(StepKey step) implements Event {}

  /** The attempt's process runs on its node. */
  record StepRunning(StepKey step, Instant startedAt) implements Event {}

  /** An attempt ended; {@code willRetry} is the decision that another follows. */
  record StepEnded(StepKey step, StepResult result, boolean willRetry) implements Event {}

  /** They can never start, since something that they wait for has failed. */
  record StepsSkipped(DeploymentId deployment, List<StepRef> steps, String reason)
      implements Event {}

  /** They had not begun when their deployment was cancelled. */
  record StepsCancelled(DeploymentId deployment, List<StepRef> steps) implements Event {}

  /** A step waits at a barrier. */
  record BarrierReached(StepKey step, String request, BarrierRequest barrier) implements Event {}

  /** The barrier is open for good; the excused are not waited for. */
  record BarrierReleased(DeploymentId deployment, BarrierId barrier, List<NodeId> excused)
      implements Event {}

  /** The barrier can never open. */
  record BarrierBroken(DeploymentId deployment, BarrierId barrier, String reason)
      implements Event {}

  /** A step has published a value to its deployment. */
  record ValueShared(StepKey step, String request, String key, String value) implements Event {}

  /** The user wants all nodes stopped. */
  record StopWished() implements Event {}

  /** All nodes are stopped; their disks are kept. */
  record NodesStopped() implements Event {}

  /** The user wants all nodes started again. */
  record StartWished() implements Event {}

  /** The provider has started all nodes. */
  record NodesStarted() implements Event {}

  /** The user wants the cluster gone. */
  record DestroyWished() implements Event {}

  /** Nothing is left of the cluster but its journal. */
  record ClusterDestroyed() implements Event {}

  /** A provider call failed; it is tried again. */
  record ProviderFailed(String call, String reason) implements Event {}
}
