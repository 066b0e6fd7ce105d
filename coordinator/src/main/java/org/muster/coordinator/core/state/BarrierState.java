package org.muster.coordinator.core.state;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.muster.coordinator.core.event.BarrierId;
import org.muster.protocol.BarrierRequest;
import org.muster.protocol.NodeId;
import org.muster.protocol.StepKey;

/** A named barrier: who arrived, and how it ended. Once open it stays open. */
public final class BarrierState {
  private final BarrierId id;
  private final BarrierRequest request;
  private final Map<NodeId, Arrival> arrivals = new TreeMap<>();
  private boolean isReleased;
  private String broken = "";
  private Instant since;

  BarrierState(BarrierId id, BarrierRequest request, Instant at) {
    this.id = id;
    this.request = request;
    this.since = at;
  }

  public BarrierId id() {
    return id;
  }

  /** What the first that arrived asked for; later ones wait for the same. */
  public BarrierRequest request() {
    return request;
  }

  public Collection<Arrival> arrivals() {
    return List.copyOf(arrivals.values());
  }

  public Optional<Arrival> arrivalOf(NodeId node) {
    return Optional.ofNullable(arrivals.get(node));
  }

  public boolean hasArrived(NodeId node) {
    return arrivals.containsKey(node);
  }

  public boolean isReleased() {
    return isReleased;
  }

  public boolean isBroken() {
    return !broken.isEmpty();
  }

  /** Why it can never open; empty while it can. */
  public String broken() {
    return broken;
  }

  /** When its first member arrived. */
  public Instant since() {
    return since;
  }

  void arrive(StepKey step, String requestId) {
    arrivals.put(step.node(), new Arrival(step, requestId));
  }

  /** The attempt ended before the barrier opened: it has to arrive again. */
  void withdraw(NodeId node) {
    if (!isReleased) {
      arrivals.remove(node);
    }
  }

  void release() {
    isReleased = true;
  }

  void breakFor(String reason) {
    broken = reason;
  }

  /** A member that waits, by the attempt and the request to be answered. */
  public record Arrival(StepKey step, String request) {}
}
