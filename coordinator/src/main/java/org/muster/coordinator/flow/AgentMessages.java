package org.muster.coordinator.flow;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.muster.protocol.AgentMessage;

/** What is done with each message of an agent. One line a message. */
final class AgentMessages {
  private static final Map<Class<? extends AgentMessage>, BiConsumer<ClusterService, AgentMessage>>
      ROUTES = new HashMap<>();

  static {
    route(AgentMessage.StepAccepted.class, (service, message) -> {});
    route(AgentMessage.StepStarted.class, ClusterService::started);
    route(AgentMessage.StepFinished.class, ClusterService::finished);
    route(AgentMessage.BarrierArrived.class, ClusterService::arrived);
    route(AgentMessage.ShareValue.class, ClusterService::shared);
    route(AgentMessage.ValueWanted.class, ClusterService::valueWanted);
    route(AgentMessage.StepProgress.class, ClusterService::progressed);
    route(AgentMessage.LogChunk.class, ClusterService::log);
  }

  /** Of the link alone: they never come this far. */
  static final Set<Class<? extends AgentMessage>> OF_THE_LINK =
      Set.of(
          AgentMessage.Hello.class, AgentMessage.Pulse.class, AgentMessage.RenewCertificate.class);

  private AgentMessages() {}

  /** On the context of the service. */
  static void deliver(ClusterService service, AgentMessage message) {
    BiConsumer<ClusterService, AgentMessage> route = ROUTES.get(message.getClass());
    if (route != null) {
      route.accept(service, message);
    }
  }

  static Set<Class<? extends AgentMessage>> routed() {
    return ROUTES.keySet();
  }

  private static <M extends AgentMessage> void route(
      Class<M> type, BiConsumer<ClusterService, M> handler) {
    ROUTES.put(type, (service, message) -> handler.accept(service, type.cast(message)));
  }
}
