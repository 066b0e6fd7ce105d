package org.muster.coordinator.flow;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.muster.coordinator.core.controller.Controller;
import org.muster.coordinator.core.controller.Wanted;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.StepCell;
import org.muster.coordinator.core.state.StepStatus;
import org.muster.coordinator.core.view.EventView;
import org.muster.coordinator.journal.Draft;
import org.muster.coordinator.link.AgentConnection;
import org.muster.coordinator.link.AgentIdentity;
import org.muster.error.ErrorCode;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.ClusterName;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.NodeId;
import org.muster.protocol.ProtocolRange;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepResult;
import org.muster.protocol.StepSummary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One cluster at work: what its agents say goes to its owner, what its state wants goes to the
 * agents, the provider and the artifacts. Owned by the owner's context.
 */
final class ClusterService implements ClusterOwner.Aftermath {
  private static final Logger log = LoggerFactory.getLogger(ClusterService.class);

  private final ServiceParts parts;
  private final boolean isAdopting;
  private final ClusterOwner owner;
  private final EventFormat json;
  private final Observations observations;
  private final StepLogs logs;
  private final SecretValues secrets;
  private final ProviderCalls providerCalls;
  private final ArtifactCalls artifactCalls;
  private final LogIntake logIntake;
  private final Followers followers = new Followers();
  private final Map<NodeId, LinkSession> sessions = new HashMap<>();
  private final Map<NodeId, String> newestConnections = new HashMap<>();
  private final Set<NodeId> overtakenBy = new HashSet<>();
  private final ValueQuestions valueQuestions = new ValueQuestions(this::send);
  private final BriefingBook book = new BriefingBook();

  ClusterService(ClusterKit kit, ClusterName name) {
    this.parts = kit.parts();
    this.isAdopting = kit.owner().isAdopting();
    this.json = kit.json();
    this.logs = kit.logs();
    this.secrets = kit.secrets();
    this.observations = kit.observations();
    this.owner = new ClusterOwner(name, kit.owner(), json, this);
    this.providerCalls =
        new ProviderCalls(owner, parts, kit.owner().scheduler(), () -> forget(name));
    this.logIntake = new LogIntake(kit, owner, this::send);
    this.artifactCalls = new ArtifactCalls(owner, parts, kit.owner().scheduler(), observations);
  }

  private void forget(ClusterName name) {
    logIntake.forget(name);
    logs.forget(name);
    secrets.forget(name);
  }

  ClusterOwner owner() {
    return owner;
  }

  Followers followers() {
    return followers;
  }

  Observations observations() {
    return observations;
  }

  /** Reads the journal and goes on where it ends. */
  Future<Void> load() {
    return parts
        .logCalls()
        .run(() -> secrets.load(owner.name()))
        .compose(
            values -> {
              owner.execute(() -> book.secrets(values));
              return owner.load();
            });
  }

  /** Keeps the secrets before anything needs them. */
  Future<Void> keep(Map<String, String> values) {
    return parts
        .logCalls()
        .<Void>run(
            () -> {
              secrets.save(owner.name(), values);
              return null;
            })
        .map(
            saved -> {
              owner.execute(() -> book.secrets(values));
              return null;
            });
  }

  @Override
  public void durable(ClusterOwner from, List<Recorded> events) {
    if (!followers.isEmpty()) {
      followers.publish(events.stream().map(this::view).toList());
    }
    for (Recorded recorded : events) {
      if (recorded.event() instanceof Event.RemovalWished removal) {
        removal.nodes().forEach(node -> drop(node, "this node is removed from the cluster"));
      } else if (recorded.event() instanceof Event.ValueShared) {
        valueQuestions.answer(owner.state());
      } else if (recorded.event() instanceof Event.ClusterDestroyed) {
        letGo("the cluster is destroyed"); // machines of somebody else's are still there
      }
    }
    Set<NodeId> nodes = owner.state().changes().takeToBeTold();
    nodes.forEach(this::tell);
    providerCalls.look();
    artifactCalls.look();
  }

  /** Every agent says hello again, so that both sides compare what they hold. */
  @Override
  public void lost(ClusterOwner from) {
    letGo("the coordinator could not keep what it was told");
  }

  private void letGo(String why) {
    List.copyOf(sessions.values()).forEach(session -> session.close(why));
    sessions.clear();
    valueQuestions.clear();
  }

  /** Looks at everything again: no signal may be needed for anything to go on. */
  void lookAgain() {
    sessions.keySet().forEach(this::tell);
    providerCalls.look();
    artifactCalls.look();
  }

  EventView view(Recorded recorded) {
    Draft draft = json.draft(recorded.event());
    return new EventView(
        recorded.seq(),
        recorded.epoch(),
        recorded.at(),
        draft.type(),
        EventText.of(recorded.event()),
        json.body(draft.body()));
  }

  void connected(AgentConnection connection, AgentMessage.Hello hello) {
    Seniority seniority = Seniority.of(hello);
    if (isAdopting) {
      owner
          .adopt(hello.maxEpoch(), seniority.deployments())
          .onSuccess(adopted -> owner.execute(() -> admit(connection, hello)))
          .onFailure(failure -> refused(connection, failure));
    } else if (seniority.isAbove(owner.epoch(), owner.state().deploymentCount())) {
      overtaken(connection, seniority.reason(owner.epoch(), owner.state().deploymentCount()));
    } else {
      admit(connection, hello);
    }
  }

  private void overtaken(AgentConnection connection, String reason) {
    NodeId node = connection.identity().node();
    if (overtakenBy.add(node)) {
      log.error("{}: {}", connection.identity(), reason);
      hear((mind, at) -> mind.overtaken(at, node, reason));
    }
    connection.close(ErrorCode.OWNERSHIP_LOST, reason, Duration.ofSeconds(5));
  }

  private void admit(AgentConnection connection, AgentMessage.Hello hello) {
    NodeId node = connection.identity().node();
    LinkSession session =
        new LinkSession(connection, ProtocolRange.OURS.commonWith(hello.protocol()));
    hello.steps().stream()
        .filter(held -> held.state() != StepSummary.State.FINISHED) // asked for, if still wanted
        .map(StepSummary::step)
        .forEach(session::knows);
    newestConnections.put(node, connection.id());
    owner
        .decide(
            (mind, at) -> {
              mind.hello(at, node, hello);
              return outputs(mind.state(), hello.steps());
            })
        .compose(this::positions)
        .onSuccess(positions -> owner.whenDurable(() -> welcome(connection, session, positions)))
        .onFailure(failure -> refused(connection, failure));
  }

  /** The steps that may have printed something, by the length of it; -1 where nobody knows yet. */
  private static Map<StepKey, Long> outputs(ClusterState state, List<StepSummary> steps) {
    Map<StepKey, Long> outputs = new HashMap<>();
    for (StepSummary summary : steps) {
      StepKey step = summary.step();
      long length =
          state
              .deployment(step.deployment())
              .flatMap(d -> d.cell(step.node(), step.module(), step.phase()))
              .filter(cell -> cell.attempt() == step.attempt() && cell.status().isFinal())
              .flatMap(StepCell::result)
              .map(StepResult::logBytes)
              .orElse(-1L);
      if (length != 0) {
        outputs.put(step, length);
      }
    }
    return outputs;
  }

  /** The agent comes again in a while. */
  static void refused(AgentConnection connection, Throwable failure) {
    log.warn("{}: hello failed", connection.identity(), failure);
    connection.close(
        ErrorCode.COORDINATOR_UNREACHABLE,
        "the coordinator cannot answer now: " + failure.getMessage(),
        Duration.ofSeconds(1));
  }

  /** Up to where outputs are here, of those that are not here as a whole. */
  private Future<Map<StepKey, Long>> positions(Map<StepKey, Long> outputs) {
    if (outputs.isEmpty()) {
      return Future.succeededFuture(outputs);
    }
    return parts
        .logCalls()
        .run(
            () -> {
              Map<StepKey, Long> positions = new HashMap<>();
              outputs.forEach(
                  (step, length) -> {
                    long position = logs.position(step);
                    if (length < 0 || position < length) {
                      positions.put(step, position);
                    }
                  });
              return positions;
            });
  }

  private void welcome(
      AgentConnection connection, LinkSession session, Map<StepKey, Long> positions) {
    NodeId node = connection.identity().node();
    if (!connection.id().equals(newestConnections.get(node))) {
      return; // the node has gone, or come again, before it could be answered
    }
    sessions.put(node, session);
    session.send(
        new CoordinatorMessage.Welcome(session.protocol(), owner.epoch(), node, parts.version()));
    session.send(logIntake.firstCredit());
    positions.forEach(
        (step, offset) -> session.send(new CoordinatorMessage.LogPosition(step, offset)));
    for (DeploymentState deployment : owner.state().running()) {
      if (deployment.cellsOf(node).stream().map(StepCell::status).anyMatch(StepStatus::isActive)) {
        session.brief(deployment.id(), briefings());
      }
    }
    tell(node);
  }

  /** A node that was given up has to say hello again, so that both sides compare what they hold. */
  void drop(NodeId node, String why) {
    LinkSession session = sessions.remove(node);
    if (session != null) {
      session.close(why);
    }
  }

  void closed(AgentConnection connection) {
    NodeId node = connection.identity().node();
    LinkSession session = sessions.get(node);
    newestConnections.remove(node, connection.id());
    if (session != null && session.isOn(connection)) {
      sessions.remove(node);
      valueQuestions.forget(node);
    }
  }

  private void tell(NodeId node) {
    LinkSession session = sessions.get(node);
    if (session != null) {
      session.tell(new Wanted(owner.state()).messagesFor(node, owner.epoch()), briefings());
    }
  }

  private LinkSession.BriefingSource briefings() {
    ClusterState state = owner.state();
    return new LinkSession.BriefingSource() {
      @Override
      public int revision(DeploymentId deployment) {
        return state.deployment(deployment).orElseThrow().revision();
      }

      @Override
      public CoordinatorMessage.Briefing briefing(DeploymentId deployment, int protocol) {
        return book.briefing(state, deployment, protocol);
      }
    };
  }

  /** Sends to the node if it is connected; else it is said again on its next connection. */
  void send(NodeId node, CoordinatorMessage message) {
    LinkSession session = sessions.get(node);
    if (session != null) {
      session.send(message);
    }
  }

  private Future<Void> hear(BiConsumer<Controller, Instant> input) {
    return owner.decide(
        (mind, at) -> {
          input.accept(mind, at);
          return null;
        });
  }

  void started(AgentMessage.StepStarted message) {
    hear((mind, at) -> mind.started(at, message));
  }

  void progressed(AgentMessage.StepProgress message) {
    observations.saw(message);
    followers.publish(List.of(EventView.hint(message.step() + " " + message.text())));
  }

  void finished(AgentMessage.StepFinished message) {
    hear((mind, at) -> mind.finished(at, message))
        .onSuccess(
            durable ->
                owner.execute(
                    () ->
                        send(
                            message.step().node(),
                            new CoordinatorMessage.ResultStored(message.step()))));
  }

  /** A node speaks of itself alone. */
  void noticed(AgentConnection from, AgentMessage.NoticeSeen message) {
    AgentIdentity who = from.identity();
    hear((mind, at) -> mind.noticed(at, who.incarnation(), who.node(), message.notice()))
        .onSuccess(durable -> from.send(new CoordinatorMessage.NoticeStored(message.notice())));
  }

  void arrived(AgentMessage.BarrierArrived message) {
    hear((mind, at) -> mind.arrived(at, message))
        .onSuccess(durable -> owner.whenDurable(() -> tell(message.step().node())));
  }

  void shared(AgentMessage.ShareValue message) {
    hear((mind, at) -> mind.shared(at, message))
        .onSuccess(
            durable ->
                owner.execute(
                    () ->
                        send(
                            message.step().node(),
                            new CoordinatorMessage.ValueStored(
                                message.step(), message.request()))));
  }

  /** The briefing that named it is on its way or here, so what it names is durable. */
  void membersWanted(AgentConnection from, AgentMessage.MembersWanted message) {
    book.members(message.membership()).forEach(from::send);
  }

  void valueWanted(AgentMessage.ValueWanted message) {
    valueQuestions.add(message);
    owner.whenDurable(() -> valueQuestions.answer(owner.state()));
  }

  void log(AgentMessage.LogChunk chunk) {
    logIntake.take(chunk);
  }
}
