package org.muster.coordinator.flow;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.muster.coordinator.core.view.EventView;

/** Who listens to a cluster. Thread-safe. */
final class Followers {
  private final Map<Long, Consumer<EventView>> listeners = new ConcurrentHashMap<>();
  private final AtomicLong next = new AtomicLong();

  boolean isEmpty() {
    return listeners.isEmpty();
  }

  long add(Consumer<EventView> listener) {
    long id = next.incrementAndGet();
    listeners.put(id, listener);
    return id;
  }

  void remove(long id) {
    listeners.remove(id);
  }

  void publish(List<EventView> events) {
    for (EventView event : events) {
      listeners.values().forEach(listener -> listener.accept(event));
    }
  }
}
