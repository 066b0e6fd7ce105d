package org.muster.coordinator.core.controller;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.plan.Blueprint;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.coordinator.core.spec.CommandRequest;
import org.muster.coordinator.core.spec.ScaleRequest;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.error.ErrorCode;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.InstanceNotice;
import org.muster.protocol.LaunchId;
import org.muster.protocol.ModuleName;
import org.muster.protocol.NodeId;

/**
 * The mind of one cluster. Every method is an input: it decides, and leaves the events behind that
 * {@link #take} hands out. Pure: no clock (each input carries its time), no I/O, no thread; owned
 * by one thread. What is to be done follows from the state alone, see {@link Wanted}.
 */
public final class Controller {
  private final ClusterState state;
  private final Turn turn;
  private final Requests requests;
  private final Scaling scaling;
  private final Membership membership;
  private final Interruptions interruptions;
  private final Steps steps;
  private final Stragglers stragglers;
  private final Settling settling;

  public Controller(ClusterState state) {
    this.state = state;
    turn = new Turn(state);
    requests = new Requests(turn);
    scaling = new Scaling(turn);
    membership = new Membership(turn);
    interruptions = new Interruptions(turn);
    steps = new Steps(turn);
    stragglers = new Stragglers(turn);
    settling = new Settling(turn);
  }

  public ClusterState state() {
    return state;
  }

  /** Goes on from a snapshot, which was taken after an event of this time. */
  public void recover(Instant at) {
    turn.moveTo(at);
  }

  /** Folds an event of the journal in, on recovery. */
  public void recover(Instant at, Event event) {
    turn.moveTo(at);
    state.apply(event, at);
  }

  /**
   * What was decided since the last call, in order; to be appended before anything else is done.
   */
  public List<Stamped> take() {
    return turn.take();
  }

  public void claimed(Instant at, String writer) {
    decide(at, () -> turn.emit(new Event.OwnershipClaimed(writer)));
  }

  /** The journal is behind what nodes have seen, and counts all the same. */
  public void adopted(Instant at, String writer, long seenEpoch, int deployments) {
    decide(at, () -> turn.emit(new Event.JournalAdopted(writer, seenEpoch, deployments)));
  }

  /** Somebody failed before it could be asked who it is in the ledger; people are told. */
  public void joinRefused(Instant at, String instance, ErrorCode code, String reason) {
    decide(at, () -> membership.refused(instance, code, reason));
  }

  /** A node that knows better is not spoken to; people are told. */
  public void overtaken(Instant at, NodeId node, String reason) {
    decide(
        at, () -> turn.emit(new Event.JoinRefused(node.value(), ErrorCode.OWNERSHIP_LOST, reason)));
  }

  /** Lets go of the past of a cluster that was destroyed before that moment. */
  public void forget(Instant at, Instant destroyedBefore) {
    if (!state.isPresent() && state.spec() != null && state.since().isBefore(destroyedBefore)) {
      decide(
          at,
          () ->
              turn.emit(
                  new Event.HistoryForgotten(
                      state.incarnation(), state.launchCount(), state.deploymentCount())));
    }
  }

  public DeploymentId launch(
      Instant at, ClusterSpec spec, Blueprint blueprint, String idempotencyKey) {
    turn.moveTo(at);
    DeploymentId id = requests.launch(spec, blueprint, idempotencyKey);
    settling.settle();
    return id;
  }

  public DeploymentId deploy(
      Instant at, Blueprint blueprint, boolean isForced, String idempotencyKey) {
    turn.moveTo(at);
    DeploymentId id = requests.deploy(blueprint, isForced, idempotencyKey);
    settling.settle();
    return id;
  }

  public DeploymentId scale(Instant at, ScaleRequest request, String idempotencyKey) {
    turn.moveTo(at);
    DeploymentId id = scaling.scale(request, idempotencyKey);
    settling.settle();
    return id;
  }

  public DeploymentId replace(Instant at, String node, String idempotencyKey) {
    turn.moveTo(at);
    DeploymentId id = scaling.replace(node, idempotencyKey);
    settling.settle();
    return id;
  }

  public DeploymentId run(Instant at, CommandRequest request, String idempotencyKey) {
    turn.moveTo(at);
    DeploymentId id = requests.run(request, idempotencyKey);
    settling.settle();
    return id;
  }

  public DeploymentId resume(Instant at) {
    turn.moveTo(at);
    DeploymentId id = requests.resume();
    settling.settle();
    return id;
  }

  public DeploymentId cancel(Instant at, String deployment, String reason) {
    turn.moveTo(at);
    DeploymentId id = requests.cancel(deployment, reason);
    settling.settle();
    return id;
  }

  public void stop(Instant at) {
    decide(at, requests::stop);
  }

  public void start(Instant at) {
    decide(at, requests::start);
  }

  public void destroy(Instant at) {
    decide(at, requests::destroy);
  }

  /** Lets a node in, or says why not. */
  public JoinVerdict join(Instant at, JoinClaim claim) {
    turn.moveTo(at);
    JoinVerdict verdict = membership.join(claim);
    settling.settle();
    return verdict;
  }

  public void keyChanged(Instant at, NodeId node, String publicKey) {
    decide(at, () -> turn.emit(new Event.NodeKeyChanged(node, publicKey)));
  }

  public void hello(Instant at, NodeId node, AgentMessage.Hello hello) {
    decide(at, () -> membership.hello(node, hello));
  }

  public void lost(Instant at, NodeId node, String reason) {
    decide(at, () -> membership.lost(node, reason));
  }

  /** The provider has given notice to a node of this life of the cluster, or of an earlier one. */
  public void noticed(Instant at, long incarnation, NodeId node, InstanceNotice notice) {
    decide(at, () -> interruptions.noticed(incarnation, node, notice));
  }

  public void started(Instant at, AgentMessage.StepStarted message) {
    decide(at, () -> steps.started(message));
  }

  public void finished(Instant at, AgentMessage.StepFinished message) {
    decide(at, () -> steps.finished(message));
  }

  public void arrived(Instant at, AgentMessage.BarrierArrived message) {
    decide(at, () -> steps.arrived(message));
  }

  public void shared(Instant at, AgentMessage.ShareValue message) {
    decide(at, () -> steps.shared(message));
  }

  public void artifactReady(
      Instant at, DeploymentId deployment, ModuleName module, ArtifactAnswer answer) {
    decide(at, () -> steps.artifactReady(deployment, module, answer));
  }

  public void artifactFailed(
      Instant at, DeploymentId deployment, ModuleName module, String artifact, String reason) {
    decide(at, () -> steps.artifactFailed(deployment, module, artifact, reason));
  }

  public void launched(Instant at, LaunchId launch, Map<NodeId, String> instances) {
    decide(at, () -> membership.launched(launch, instances));
  }

  public void launchFailed(Instant at, LaunchId launch, String reason) {
    decide(at, () -> membership.launchFailed(launch, reason));
  }

  public void removed(Instant at, List<NodeId> nodes) {
    decide(at, () -> membership.removed(nodes));
  }

  public void providerFailed(Instant at, String call, String reason) {
    decide(at, () -> turn.emit(new Event.ProviderFailed(call, reason)));
  }

  public void stopped(Instant at) {
    decide(at, requests::stopped);
  }

  public void startedAll(Instant at) {
    decide(at, requests::started);
  }

  public void destroyed(Instant at) {
    decide(at, requests::destroyed);
  }

  /** Looks at everything that depends on time. */
  public void tick(Instant at) {
    decide(
        at,
        () -> {
          membership.tick();
          stragglers.tick();
          settling.tick();
        });
  }

  private void decide(Instant at, Runnable input) {
    turn.moveTo(at);
    input.run();
    settling.settle();
  }
}
