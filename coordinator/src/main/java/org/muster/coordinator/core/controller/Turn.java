package org.muster.coordinator.core.controller;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.state.ClusterState;

/**
 * What one or more inputs make happen. Events are folded in at once, so that the next decision sees
 * them; whoever asked sees nothing of it before they are durable.
 */
final class Turn {
  private final ClusterState state;
  private List<Stamped> events = new ArrayList<>();
  private Instant at = Instant.EPOCH;
  private Duration ahead = Duration.ZERO;

  Turn(ClusterState state) {
    this.state = state;
  }

  ClusterState state() {
    return state;
  }

  Instant at() {
    return at;
  }

  /**
   * Time never runs backwards in a journal, and never stands still: when the machine's clock was
   * set back between two lives of a coordinator, its time goes on from where the journal ends.
   */
  void moveTo(Instant now) {
    if (now.plus(ahead).isBefore(at)) {
      ahead = Duration.between(now, at);
    }
    at = now.plus(ahead);
  }

  void emit(Event event) {
    state.apply(event, at);
    events.add(new Stamped(at, event));
  }

  List<Stamped> take() {
    List<Stamped> taken = events;
    events = new ArrayList<>();
    return taken;
  }
}
