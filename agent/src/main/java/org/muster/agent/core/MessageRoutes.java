package org.muster.agent.core;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.muster.protocol.CoordinatorMessage;

/** Which messages the agent obeys, and how. */
final class MessageRoutes {
  private final Map<Class<?>, BiFunction<CoordinatorMessage, Instant, List<Action>>> routes =
      new HashMap<>();

  <T extends CoordinatorMessage> void add(
      Class<T> type, BiFunction<T, Instant, List<Action>> handler) {
    routes.put(type, (message, now) -> handler.apply(type.cast(message), now));
  }

  boolean has(Class<? extends CoordinatorMessage> type) {
    return routes.containsKey(type);
  }

  List<Action> obey(CoordinatorMessage message, Instant now) {
    BiFunction<CoordinatorMessage, Instant, List<Action>> handler = routes.get(message.getClass());
    if (handler == null) {
      throw new IllegalArgumentException("no route for " + message.getClass().getSimpleName());
    }
    return handler.apply(message, now);
  }
}
