package org.muster.coordinator.core.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.muster.coordinator.core.event.BarrierId;
import org.muster.protocol.BarrierRequest;
import org.muster.protocol.NodeId;
import org.muster.protocol.Role;
import org.muster.protocol.StepKey;

/** A named barrier: who arrived, and how it ended. Once open it stays open. */
public final class BarrierState {
  private final BarrierId id;
  private final BarrierRequest request;
  private final Map<NodeId, Arrival> arrivals = new TreeMap<>();
  private final Set<NodeId> turnedAway = new TreeSet<>();
  private int arrivedMembers;
  private boolean isReleased;
  private String broken = "";
  private Instant since;

  BarrierState(BarrierId id, BarrierRequest request, Instant at) {
    this.id = id;
    this.request = request;
    this.since = at;
  }

  static BarrierState of(ClusterImage.Barrier image) {
    BarrierState barrier = new BarrierState(image.id(), image.request(), image.since());
    image.arrivals().forEach(arrival -> barrier.arrivals.put(arrival.step().node(), arrival));
    barrier.turnedAway.addAll(image.turnedAway());
    barrier.arrivedMembers = image.arrivedMembers();
    barrier.isReleased = image.isReleased();
    barrier.broken = image.broken();
    return barrier;
  }

  ClusterImage.Barrier image() {
    return new ClusterImage.Barrier(
        id,
        request,
        List.copyOf(arrivals.values()),
        List.copyOf(turnedAway),
        arrivedMembers,
        isReleased,
        broken,
        since);
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

  /** Whether nodes of this role are waited for. */
  public boolean isFor(Role role) {
    return request.members().equals("all") || request.members().equals(role.label());
  }

  /** How many of those that are waited for are here. */
  public int arrivedMembers() {
    return arrivedMembers;
  }

  /** Whether it broke for an earlier attempt on this node, so that the next one asks anew. */
  boolean hasTurnedAway(NodeId node) {
    return turnedAway.contains(node);
  }

  void arrive(StepKey step, String requestId, Role role) {
    Arrival known = arrivals.get(step.node());
    if (known != null && known.step().equals(step)) {
      arrivals.put(step.node(), known.with(requestId));
      return;
    }
    arrivals.put(step.node(), new Arrival(step, List.of(requestId)));
    arrivedMembers += known == null && isFor(role) ? 1 : 0;
  }

  /** The attempt ended before the barrier opened: it has to arrive again. */
  void withdraw(NodeId node, Role role) {
    if (!isReleased && arrivals.remove(node) != null) {
      arrivedMembers -= isFor(role) ? 1 : 0;
      if (isBroken()) {
        turnedAway.add(node);
      }
    }
  }

  void release() {
    isReleased = true;
  }

  void breakFor(String reason) {
    broken = reason;
  }

  /** A member that waits, by the attempt and the requests to be answered. */
  public record Arrival(StepKey step, List<String> requests) {
    Arrival with(String request) {
      List<String> more = new ArrayList<>(requests);
      if (!more.contains(request)) {
        more.add(request);
      }
      return new Arrival(step, List.copyOf(more));
    }
  }
}
