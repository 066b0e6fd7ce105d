package org.muster.coordinator.core.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.muster.coordinator.core.event.BarrierId;
import org.muster.coordinator.core.event.DeploymentKind;
import org.muster.coordinator.core.event.DeploymentOutcome;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.event.NodeWish;
import org.muster.coordinator.core.plan.Blueprint;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.protocol.BarrierRequest;
import org.muster.protocol.ClusterName;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.Facts;
import org.muster.protocol.InstanceNotice;
import org.muster.protocol.LaunchId;
import org.muster.protocol.Member;
import org.muster.protocol.ModuleName;
import org.muster.protocol.NodeId;
import org.muster.protocol.Role;
import org.muster.protocol.StepResult;

/**
 * All that the state of a cluster holds, as plain data: the fold of its events so far, to go on
 * from instead of folding them again. Equal states have equal images, and what follows from others
 * (plans, counts) is not in it. Only the program that made an image can say what it means.
 *
 * @param blueprints each once, however many deployments share it
 * @param unsettled which deployments something can still change of, in their order
 */
public record ClusterImage(
    ClusterName name,
    ClusterLife life,
    ClusterSpec spec,
    long incarnation,
    int launchCount,
    int deploymentCount,
    Instant createdAt,
    Instant since,
    String providerFailure,
    List<Launch> launches,
    List<Node> nodes,
    List<Blueprint> blueprints,
    List<Deployment> deployments,
    List<DeploymentId> unsettled,
    List<String> alarms,
    SortedMap<String, DeploymentId> idempotencyKeys) {

  /** An entry of the ledger. */
  public record Launch(Event.LaunchWished wish, boolean isAnswered, String failure) {}

  /** A node. */
  public record Node(
      NodeWish wish,
      LaunchId launch,
      NodeStatus status,
      Instant since,
      String instance,
      String publicKey,
      String detail,
      Facts facts,
      boolean needsReapply,
      boolean awaitsBatch,
      Notices notices) {}

  /** What its provider has given notice of to a node; null where there is none. */
  public record Notices(
      InstanceNotice interruption, InstanceNotice rebalance, Instant replacedAt) {}

  /**
   * How a deployment began.
   *
   * @param blueprint its place among the blueprints
   */
  public record Start(
      DeploymentId deployment,
      DeploymentKind kind,
      int blueprint,
      List<NodeId> nodes,
      List<String> command,
      long timeoutSeconds,
      boolean isForced,
      String idempotencyKey,
      List<NodeId> joining,
      List<NodeId> leaving,
      Instant at) {}

  /** A deployment. */
  public record Deployment(
      Start start,
      List<Row> rows,
      List<Barrier> barriers,
      SortedMap<String, String> values,
      SortedMap<ModuleName, Map<String, String>> artifacts,
      SortedMap<ModuleName, String> failedArtifacts,
      Membership membership,
      String cancelReason,
      List<String> blockedBy,
      End end) {}

  /** Who is in a deployment, as far as it was decided. */
  public record Membership(List<Member> members, boolean isFrozen, int revision) {}

  /** How a deployment ended; null where it did not. */
  public record End(DeploymentOutcome outcome, String reason, Instant at) {}

  /** The steps of a node, in plan order. */
  public record Row(NodeId node, Role role, List<Cell> cells) {}

  /**
   * A step.
   *
   * @param template its place in the plan
   */
  public record Cell(
      int template,
      StepStatus status,
      int attempt,
      int failures,
      boolean isStarted,
      int barriersWaitedFor,
      Instant since,
      Instant startedAt,
      StepResult result,
      String skipReason) {}

  /** A named barrier. */
  public record Barrier(
      BarrierId id,
      BarrierRequest request,
      List<BarrierState.Arrival> arrivals,
      List<NodeId> turnedAway,
      int arrivedMembers,
      boolean isReleased,
      String broken,
      Instant since) {}
}
