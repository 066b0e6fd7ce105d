package org.muster.coordinator.flow;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.muster.coordinator.link.AgentConnection;
import org.muster.protocol.AgentMessage;

/** What is done with each message of an agent. One line a message. */
final class AgentMessages {
  private static final Map<Class<? extends AgentMessage>, Handler<AgentMessage>> ROUTES =
      new HashMap<>();

  /** What is done with a message, and where an answer goes. */
  private interface Handler<M> {
    void handle(ClusterService service, AgentConnection from, M message);
  }

  static {
    route(AgentMessage.StepAccepted.class, (service, message) -> {});
    route(AgentMessage.StepStarted.class, ClusterService::started);
    route(AgentMessage.StepFinished.class, ClusterService::finished);
    route(AgentMessage.BarrierArrived.class, ClusterService::arrived);
    route(AgentMessage.ShareValue.class, ClusterService::shared);
    route(AgentMessage.ValueWanted.class, ClusterService::valueWanted);
    routeFrom(AgentMessage.MembersWanted.class, ClusterService::membersWanted);
    routeFrom(AgentMessage.NoticeSeen.class, ClusterService::noticed);
    route(AgentMessage.StepProgress.class, ClusterService::progressed);
    route(AgentMessage.LogChunk.class, ClusterService::log);
  }

  /** Of the link alone: they never come this far. */
  static final Set<Class<? extends AgentMessage>> OF_THE_LINK =
      Set.of(
          AgentMessage.Hello.class, AgentMessage.Pulse.class, AgentMessage.RenewCertificate.class);

  private AgentMessages() {}

  /** On the context of the service. */
  static void deliver(ClusterService service, AgentConnection from, AgentMessage message) {
    Handler<AgentMessage> route = ROUTES.get(message.getClass());
    if (route != null) {
      route.handle(service, from, message);
    }
  }

  static Set<Class<? extends AgentMessage>> routed() {
    return ROUTES.keySet();
  }

  private static <M extends AgentMessage> void route(
      Class<M> type, BiConsumer<ClusterService, M> handler) {
    routeFrom(type, (service, from, message) -> handler.accept(service, message));
  }

  private static <M extends AgentMessage> void routeFrom(Class<M> type, Handler<M> handler) {
    ROUTES.put(type, (service, from, message) -> handler.handle(service, from, type.cast(message)));
  }
}
