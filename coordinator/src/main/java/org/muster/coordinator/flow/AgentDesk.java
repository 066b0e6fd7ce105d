package org.muster.coordinator.flow;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.muster.coordinator.core.controller.JoinClaim;
import org.muster.coordinator.core.controller.JoinVerdict;
import org.muster.coordinator.core.membership.InstanceRecord;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.LaunchState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.coordinator.link.AgentConnection;
import org.muster.coordinator.link.AgentEvents;
import org.muster.coordinator.link.AgentIdentity;
import org.muster.coordinator.link.JoinAttempt;
import org.muster.coordinator.link.JoinDecision;
import org.muster.coordinator.link.JoinDesk;
import org.muster.coordinator.provider.Incarnation;
import org.muster.coordinator.provider.Provider;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.ClusterName;

/** Brings what the link hears to the cluster that it concerns. Thread-safe. */
public final class AgentDesk implements AgentEvents, JoinDesk {
  private static final Duration JOIN_AGAIN_AFTER = Duration.ofMillis(100);

  // Each time the provider would be asked too, and machines that it shows late boot for longer.
  private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(1);

  private static final Duration GONE_ASKS_AGAIN_AFTER = Duration.ofMinutes(1);
  private static final Duration GREETED_AGAIN_AFTER = Duration.ofMillis(200);

  private final Services services;
  private final ServiceParts parts;
  private final Vigil vigil;

  AgentDesk(Services services, ServiceParts parts, Vigil vigil) {
    this.services = services;
    this.parts = parts;
    this.vigil = vigil;
  }

  @Override
  public Future<OptionalLong> incarnationOf(ClusterName cluster) {
    return services
        .find(cluster)
        .map(service -> service.owner().look(AgentDesk::incarnation))
        .orElse(Future.succeededFuture(OptionalLong.empty()));
  }

  private static OptionalLong incarnation(ClusterState state) {
    return state.isPresent() ? OptionalLong.of(state.incarnation()) : OptionalLong.empty();
  }

  @Override
  public Future<JoinDecision> decide(JoinAttempt attempt) {
    return services
        .find(attempt.cluster())
        .map(service -> verdict(service, attempt))
        .orElse(
            Future.succeededFuture(
                new JoinVerdict.Refused(
                    ErrorCode.NOT_FOUND, "there is no cluster '%s'".formatted(attempt.cluster()))))
        .map(verdict -> decision(verdict, attempt));
  }

  private Future<JoinVerdict> verdict(ClusterService service, JoinAttempt attempt) {
    return known(service, attempt)
        .map(
            known ->
                new JoinClaim(
                    attempt.launch(),
                    attempt.instance(),
                    attempt.publicKey(),
                    attempt.facts(),
                    attempt.isTokenProven(),
                    attempt.document(),
                    known))
        .compose(claim -> service.owner().decide((mind, at) -> mind.join(at, claim)));
  }

  /** Asks the provider of the instance only where its answer will matter. */
  private Future<Optional<InstanceRecord>> known(ClusterService service, JoinAttempt attempt) {
    if (attempt.document().isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    return service
        .owner()
        .look(state -> asked(state, attempt))
        .compose(
            asked ->
                asked.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : witness(asked.get(), attempt.instance()));
  }

  private Future<Optional<InstanceRecord>> witness(Incarnation life, String instance) {
    Provider provider = parts.providers().get(life.provider().kind());
    return parts
        .providerCalls()
        .run(() -> provider.witness(life, instance))
        .recover(failure -> Future.failedFuture(unasked(instance, failure)));
  }

  /** Whatever keeps us from asking is no fault of the machine, which may come again. */
  private static MusterException unasked(String instance, Throwable failure) {
    return new MusterException(
        ErrorCode.PROVIDER_FAILED,
        "asking the provider for %s: %s".formatted(instance, failure.getMessage()),
        failure);
  }

  private static Optional<Incarnation> asked(ClusterState state, JoinAttempt attempt) {
    return state.isPresent()
            && state.spec().provider().asksForIdentity()
            && state.launch(attempt.launch()).filter(LaunchState::isAnswered).isPresent()
        ? Optional.of(new Incarnation(state.name(), state.incarnation(), state.spec().provider()))
        : Optional.empty();
  }

  @Override
  public Future<Void> refused(ClusterName cluster, String instance, ErrorCode code, String reason) {
    return services
        .find(cluster)
        .map(
            service ->
                service
                    .owner()
                    .<Void>decide(
                        (mind, at) -> {
                          mind.joinRefused(at, instance, code, reason);
                          return null;
                        }))
        .orElse(Future.succeededFuture());
  }

  private static JoinDecision decision(JoinVerdict verdict, JoinAttempt attempt) {
    if (verdict instanceof JoinVerdict.Admitted admitted) {
      return new JoinDecision.Admitted(admitted.node(), admitted.incarnation());
    }
    if (verdict instanceof JoinVerdict.Later later) {
      Duration wait = attempt.document().isPresent() ? ASK_AGAIN_AFTER : JOIN_AGAIN_AFTER;
      return new JoinDecision.Later(wait, later.reason());
    }
    JoinVerdict.Refused refused = (JoinVerdict.Refused) verdict;
    return new JoinDecision.Refused(refused.code(), refused.reason());
  }

  @Override
  public Future<Void> keyChanged(AgentIdentity identity, String publicKey) {
    return services
        .find(identity.cluster())
        .map(
            service ->
                service
                    .owner()
                    .<Void>decide(
                        (mind, at) -> {
                          mind.keyChanged(at, identity.node(), publicKey);
                          return null;
                        }))
        .orElse(Future.succeededFuture());
  }

  @Override
  public void connected(AgentConnection connection, AgentMessage.Hello hello) {
    AgentIdentity identity = connection.identity();
    ClusterService service = services.find(identity.cluster()).orElse(null);
    if (service == null) {
      sendAway(connection, gone(identity));
      return;
    }
    service.owner().execute(() -> greet(service, connection, hello));
  }

  private void greet(ClusterService service, AgentConnection connection, AgentMessage.Hello hello) {
    AgentIdentity identity = connection.identity();
    if (farewell(service.owner().state(), identity).isEmpty()) {
      vigil.heard(identity);
      service.observations().runs(identity, hello.agentVersion());
      service.connected(connection, hello);
      return;
    }
    // What the state says may still come to nothing, and nobody is sent away for that.
    service
        .owner()
        .look(state -> farewell(state, identity))
        .onSuccess(
            farewell ->
                farewell.ifPresentOrElse(
                    reason -> sendAway(connection, reason), () -> askAgain(connection)))
        .onFailure(failure -> ClusterService.refused(connection, failure));
  }

  /**
   * Why the node has nothing to do here any more: the provider ends its machine, but one of
   * somebody else's may go on asking.
   */
  private static Optional<String> farewell(ClusterState state, AgentIdentity identity) {
    if (!state.isPresent() || state.incarnation() != identity.incarnation()) {
      return Optional.of(gone(identity));
    }
    if (state.node(identity.node()).filter(NodeState::isMeant).isEmpty()) {
      return Optional.of(
          "%s is no node of cluster '%s' any more".formatted(identity.node(), identity.cluster()));
    }
    return Optional.empty();
  }

  private static String gone(AgentIdentity identity) {
    return "cluster '%s' is not there any more".formatted(identity.cluster());
  }

  private static void sendAway(AgentConnection connection, String reason) {
    connection.close(ErrorCode.NOT_FOUND, reason, GONE_ASKS_AGAIN_AFTER);
  }

  private static void askAgain(AgentConnection connection) {
    connection.close(
        ErrorCode.COORDINATOR_UNREACHABLE,
        "the coordinator was changing what it knows of this node",
        GREETED_AGAIN_AFTER);
  }

  @Override
  public void received(AgentConnection connection, AgentMessage message) {
    vigil.heard(connection.identity());
    if (!(message instanceof AgentMessage.Pulse)) {
      services
          .find(connection.identity().cluster())
          .ifPresent(
              service ->
                  service
                      .owner()
                      .execute(() -> AgentMessages.deliver(service, connection, message)));
    }
  }

  @Override
  public void closed(AgentConnection connection, String why) {
    services
        .find(connection.identity().cluster())
        .ifPresent(service -> service.owner().execute(() -> service.closed(connection)));
  }
}
