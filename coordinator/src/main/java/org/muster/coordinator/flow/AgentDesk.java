package org.muster.coordinator.flow;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.OptionalLong;
import org.muster.coordinator.core.controller.JoinClaim;
import org.muster.coordinator.core.controller.JoinVerdict;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.link.AgentConnection;
import org.muster.coordinator.link.AgentEvents;
import org.muster.coordinator.link.AgentIdentity;
import org.muster.coordinator.link.JoinAttempt;
import org.muster.coordinator.link.JoinDecision;
import org.muster.coordinator.link.JoinDesk;
import org.muster.error.ErrorCode;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.ClusterName;

/** Brings what the link hears to the cluster that it concerns. Thread-safe. */
public final class AgentDesk implements AgentEvents, JoinDesk {
  private static final Duration JOIN_AGAIN_AFTER = Duration.ofMillis(100);

  private final Services services;
  private final Vigil vigil;

  AgentDesk(Services services, Vigil vigil) {
    this.services = services;
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
    JoinClaim claim =
        new JoinClaim(
            attempt.launch(),
            attempt.instance(),
            attempt.publicKey(),
            attempt.facts(),
            attempt.isTokenProven());
    return services
        .find(attempt.cluster())
        .map(service -> service.owner().decide((mind, at) -> mind.join(at, claim)))
        .orElse(
            Future.succeededFuture(
                new JoinVerdict.Refused(
                    ErrorCode.NOT_FOUND, "there is no cluster '%s'".formatted(attempt.cluster()))))
        .map(AgentDesk::decision);
  }

  private static JoinDecision decision(JoinVerdict verdict) {
    if (verdict instanceof JoinVerdict.Admitted admitted) {
      return new JoinDecision.Admitted(admitted.node(), admitted.incarnation());
    }
    if (verdict instanceof JoinVerdict.Later later) {
      return new JoinDecision.Later(JOIN_AGAIN_AFTER, later.reason());
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
      gone(connection);
      return;
    }
    service
        .owner()
        .execute(
            () -> {
              ClusterState state = service.owner().state();
              if (!state.isPresent() || state.incarnation() != identity.incarnation()) {
                gone(connection);
                return;
              }
              vigil.heard(identity);
              service.observations().runs(identity, hello.agentVersion());
              service.connected(connection, hello);
            });
  }

  private static void gone(AgentConnection connection) {
    connection.close(
        ErrorCode.NOT_FOUND,
        "cluster '%s' is not there any more".formatted(connection.identity().cluster()),
        Duration.ofMinutes(1));
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
