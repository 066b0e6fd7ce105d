package org.muster.coordinator.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.muster.coordinator.core.view.EventView;

/**
 * Puts the past before the present: what happens while the past is being read waits, and nothing
 * comes twice. Thread-safe.
 */
final class CatchUp implements Consumer<EventView> {
  private final Consumer<EventView> listener;
  private final List<EventView> waiting = new ArrayList<>();
  private long last;
  private boolean isLive;

  CatchUp(long after, Consumer<EventView> listener) {
    this.last = after;
    this.listener = listener;
  }

  @Override
  public synchronized void accept(EventView event) {
    if (isLive) {
      pass(event);
    } else if (event.seq() > 0) {
      waiting.add(event);
    }
  }

  synchronized void past(List<EventView> events, boolean isAll) {
    events.forEach(this::pass);
    if (isAll) {
      waiting.forEach(this::pass);
      waiting.clear();
      isLive = true;
    }
  }

  private void pass(EventView event) {
    if (event.seq() == 0) {
      listener.accept(event);
    } else if (event.seq() > last) {
      last = event.seq();
      listener.accept(event);
    }
  }
}
