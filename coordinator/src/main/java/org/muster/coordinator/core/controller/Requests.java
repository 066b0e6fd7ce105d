package org.muster.coordinator.core.controller;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muster.coordinator.core.event.DeploymentKind;
import org.muster.coordinator.core.event.DeploymentOutcome;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.event.NodeWish;
import org.muster.coordinator.core.plan.Blueprint;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.coordinator.core.spec.CommandRequest;
import org.muster.coordinator.core.spec.GroupSpec;
import org.muster.coordinator.core.spec.ProviderSpec;
import org.muster.coordinator.core.state.ClusterLife;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.CurrentBlueprint;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.NodeId;
import org.muster.protocol.Role;

/** What users ask for. A refusal is a {@link MusterException}, and leaves no event behind. */
final class Requests {
  private static final long COMMAND_SECONDS = Duration.ofHours(1).toSeconds();

  private final Turn turn;
  private final ClusterState state;
  private final Preconditions preconditions;

  Requests(Turn turn) {
    this.turn = turn;
    this.state = turn.state();
    preconditions = new Preconditions(state);
  }

  DeploymentId launch(ClusterSpec spec, Blueprint blueprint, String key) {
    Optional<DeploymentId> before = state.answered(key);
    if (before.isPresent()) {
      return before.get();
    }
    if (state.isPresent()) {
      throw conflict(
          ("cluster '%s' is there already; see 'muster status %s', go on with 'muster resume %s',"
                  + " or remove it with 'muster destroy %s'")
              .formatted(state.name(), state.name(), state.name(), state.name()));
    }
    List<NodeWish> wishes = wishes(spec);
    turn.emit(new Event.ClusterCreated(state.incarnation() + 1, spec, key));
    Duration goodFor = preconditions.tokenGoodFor(spec.provider());
    turn.emit(new Event.LaunchWished(state.nextLaunch(), wishes, turn.at().plus(goodFor)));
    return begin(
        DeploymentKind.LAUNCH, blueprint, wishes.stream().map(NodeWish::node).toList(), key);
  }

  /** Masters first, so that the index of a node says what it is. */
  private static List<NodeWish> wishes(ClusterSpec spec) {
    List<NodeWish> wishes = new ArrayList<>();
    for (Role role : Role.values()) {
      int ordinal = 0;
      for (GroupSpec group : spec.groups()) {
        for (int i = 0; group.role() == role && i < group.count(); i++) {
          ordinal++;
          NodeId node = new NodeId("%s-%d".formatted(role.label(), ordinal));
          wishes.add(new NodeWish(node, role, group.type(), wishes.size(), group.settings()));
        }
      }
    }
    return wishes;
  }

  DeploymentId deploy(Blueprint blueprint, boolean isForced, String key) {
    Optional<DeploymentId> before = state.answered(key);
    if (before.isPresent()) {
      return before.get();
    }
    preconditions.requireUp();
    preconditions.requireIdle();
    DeploymentId id = state.nextDeployment();
    turn.emit(
        new Event.DeploymentStarted(
            id, DeploymentKind.DEPLOY, blueprint, present(), List.of(), 0, isForced, key));
    return id;
  }

  DeploymentId run(CommandRequest request, String key) {
    Optional<DeploymentId> before = state.answered(key);
    if (before.isPresent()) {
      return before.get();
    }
    preconditions.requireUp();
    List<NodeId> nodes =
        state.nodes().stream().filter(node -> isMeant(node, request)).map(NodeState::id).toList();
    if (nodes.isEmpty()) {
      throw new MusterException(
          ErrorCode.NOT_FOUND,
          "no node of '%s' is connected and matches; see 'muster nodes %s'"
              .formatted(state.name(), state.name()));
    }
    long seconds = request.timeoutSeconds() > 0 ? request.timeoutSeconds() : COMMAND_SECONDS;
    DeploymentId id = state.nextDeployment();
    turn.emit(
        new Event.DeploymentStarted(
            id,
            DeploymentKind.COMMAND,
            blueprintOf(request),
            nodes,
            request.arguments(),
            seconds,
            false,
            key));
    return id;
  }

  /** A command sees the cluster as it is by now, with the files that come with it. */
  private Blueprint blueprintOf(CommandRequest request) {
    Blueprint current = currentBlueprint();
    if (request.overlay().isEmpty()) {
      return current;
    }
    List<String> overlays = new ArrayList<>(current.overlays());
    overlays.add(request.overlay());
    return new Blueprint(current.modules(), current.phases(), current.variables(), overlays);
  }

  private static boolean isMeant(NodeState node, CommandRequest request) {
    return node.isJoined()
        && (request.role().isEmpty() || node.role().label().equals(request.role()))
        && (request.node().isEmpty() || node.id().value().equals(request.node()));
  }

  DeploymentId resume() {
    preconditions.requireUp();
    DeploymentState deployment =
        newest()
            .orElseThrow(
                () -> conflict("cluster '%s' has no deployment to resume".formatted(state.name())));
    if (!deployment.isOver()) {
      return deployment.id();
    }
    if (deployment.outcome().orElseThrow() == DeploymentOutcome.SUCCEEDED) {
      throw conflict(
          ("deployment %s of '%s' has succeeded; there is nothing to resume. Run modules again with"
                  + " 'muster deploy %s'")
              .formatted(deployment.id(), state.name(), state.name()));
    }
    turn.emit(new Event.DeploymentResumed(deployment.id()));
    return deployment.id();
  }

  DeploymentId cancel(String which, String reason) {
    DeploymentState deployment =
        state.running().stream()
            .filter(d -> which.isEmpty() || d.id().value().equals(which))
            .reduce((first, second) -> second)
            .orElseThrow(
                () -> conflict("cluster '%s' has no deployment that runs".formatted(state.name())));
    if (!deployment.isCancelling()) {
      turn.emit(new Event.DeploymentCancelling(deployment.id(), reason));
    }
    return deployment.id();
  }

  void stop() {
    if (state.life() == ClusterLife.STOPPING || state.life() == ClusterLife.STOPPED) {
      return;
    }
    preconditions.requireUp();
    refuseSpot();
    preconditions.requireIdle();
    endAll("the cluster was stopped");
    turn.emit(new Event.StopWished());
  }

  /** EC2 can only end a one-time spot instance, with its disks. */
  private void refuseSpot() {
    ProviderSpec provider = state.spec().provider();
    String usual = provider.settings().getOrDefault("spot", "");
    boolean isSpot =
        state.nodes().stream()
            .filter(NodeState::isMeant)
            .anyMatch(node -> node.wish().settings().getOrDefault("spot", usual).equals("true"));
    if (provider.kind().equals("ec2") && isSpot) {
      throw conflict(
          "cluster '%s' has spot instances, which EC2 can end but not stop; leave it on, or remove it with 'muster destroy %s'"
              .formatted(state.name(), state.name()));
    }
  }

  void start() {
    if (state.life() == ClusterLife.STARTING || state.life() == ClusterLife.UP) {
      return;
    }
    if (state.life() != ClusterLife.STOPPED) {
      throw conflict(
          "cluster '%s' is not stopped, so it cannot be started".formatted(state.name()));
    }
    turn.emit(new Event.StartWished());
    begin(DeploymentKind.REAPPLY, currentBlueprint(), present(), "");
  }

  void destroy() {
    if (!state.isPresent()) {
      throw new MusterException(
          ErrorCode.NOT_FOUND, "there is no cluster '%s'".formatted(state.name()));
    }
    if (state.life() != ClusterLife.DESTROYING) {
      endAll("the cluster was destroyed");
      turn.emit(new Event.DestroyWished());
    }
  }

  void stopped() {
    if (state.life() == ClusterLife.STOPPING) {
      turn.emit(new Event.NodesStopped());
    }
  }

  void started() {
    if (state.life() == ClusterLife.STARTING) {
      turn.emit(new Event.NodesStarted());
    }
  }

  void destroyed() {
    if (state.life() == ClusterLife.DESTROYING) {
      turn.emit(new Event.ClusterDestroyed());
    }
  }

  private void endAll(String reason) {
    for (DeploymentState deployment : state.running()) {
      turn.emit(new Event.DeploymentEnded(deployment.id(), DeploymentOutcome.CANCELLED, reason));
    }
  }

  private DeploymentId begin(
      DeploymentKind kind, Blueprint blueprint, List<NodeId> nodes, String key) {
    DeploymentId id = state.nextDeployment();
    turn.emit(new Event.DeploymentStarted(id, kind, blueprint, nodes, List.of(), 0, false, key));
    return id;
  }

  private List<NodeId> present() {
    return state.nodes().stream().filter(NodeState::isMeant).map(NodeState::id).toList();
  }

  private Blueprint currentBlueprint() {
    return CurrentBlueprint.of(state)
        .orElseThrow(() -> conflict("cluster '%s' was never deployed".formatted(state.name())));
  }

  /** The newest deployment that is not a command; one that nobody asked for only if it failed. */
  private Optional<DeploymentState> newest() {
    return state.deployments().stream()
        .filter(deployment -> deployment.start().kind() != DeploymentKind.COMMAND)
        .filter(Requests::isToBeResumed)
        .reduce((first, second) -> second);
  }

  /** Nodes that came, went or rebooted in the meantime do not hide a launch that has failed. */
  private static boolean isToBeResumed(DeploymentState deployment) {
    return switch (deployment.start().kind()) {
      case LAUNCH, DEPLOY, COMMAND -> true;
      case REAPPLY, JOIN, LEAVE ->
          !deployment.outcome().equals(Optional.of(DeploymentOutcome.SUCCEEDED));
    };
  }

  private static MusterException conflict(String sentence) {
    return new MusterException(ErrorCode.CONFLICT, sentence);
  }
}
