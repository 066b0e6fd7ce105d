package org.muster.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.view.DeploymentView;
import org.muster.coordinator.core.view.WaitView;
import org.muster.protocol.DeploymentId;

/** The lives of the coordinator, one after the other, and sometimes two at once. */
final class Coordinators {
  private final World world;
  private final List<CoordinatorLife> lives = new ArrayList<>();
  private int begun;
  private long diskFullUntil;
  private long logsFullUntil;
  private long clockIsAheadBy;
  private Map<String, String> secrets = Map.of();

  Coordinators(World world) {
    this.world = world;
  }

  void begin() {
    CoordinatorLife life = new CoordinatorLife(world, begun++);
    lives.add(life);
    life.start();
  }

  /** Ends a life, and begins the next one after a while. */
  void ends(CoordinatorLife life, long again) {
    if (life.program().isDead()) {
      return;
    }
    boolean wasNewest = life == newest();
    life.die();
    lives.remove(life);
    world.watch().note(() -> "coordinator " + life.number() + " is dead");
    if (wasNewest) {
      world.timeline().after(again, this::beginIfNone);
    }
  }

  private void beginIfNone() {
    if (lives.isEmpty()) {
      begin();
    }
  }

  private CoordinatorLife newest() {
    return lives.get(lives.size() - 1);
  }

  /** The newest that lives. */
  Optional<CoordinatorLife> current() {
    return lives.isEmpty() ? Optional.empty() : Optional.of(newest());
  }

  /** Who answers a call now. */
  Optional<CoordinatorLife> answering() {
    return current().filter(CoordinatorLife::isServing);
  }

  /** Another one takes over; the old one goes on for a while without knowing. */
  void replace(long lasting) {
    // From who has no cluster yet nothing can be taken over; and if both only begin, the one that
    // is to go may claim last, which leaves the cluster to nobody until a person starts the other.
    if (answering().isPresent() && !world.ledger().rows().isEmpty()) {
      CoordinatorLife old = newest();
      begin();
      world.timeline().after(lasting, () -> ends(old, 0));
    }
  }

  void fillDiskFor(long millis) {
    diskFullUntil = world.timeline().now() + millis;
  }

  /** Only the file system that holds the copies of outputs. */
  void fillLogsFor(long millis) {
    logsFullUntil = world.timeline().now() + millis;
  }

  boolean areLogsFull() {
    return isDiskFull() || world.timeline().now() < logsFullUntil;
  }

  boolean isDiskFull() {
    return world.timeline().now() < diskFullUntil;
  }

  void setClockAhead(long millis) {
    clockIsAheadBy = millis;
    lives.forEach(life -> life.program().setClockAhead(millis));
  }

  long clockIsAheadBy() {
    return clockIsAheadBy;
  }

  void keepSecrets(Map<String, String> values) {
    secrets = Map.copyOf(values);
  }

  Map<String, String> secrets() {
    return secrets;
  }

  /** What the coordinator that answers has in mind; empty when there is none. */
  Optional<ClusterState> mindNow() {
    AtomicReference<ClusterState> mind = new AtomicReference<>();
    answering()
        .filter(life -> !world.ledger().rows().isEmpty())
        .ifPresent(
            life ->
                life.program()
                    .enter(
                        () ->
                            life.coordination()
                                .look(world.cluster(), state -> state)
                                .onSuccess(mind::set)));
    return Optional.ofNullable(mind.get());
  }

  /** Whom a deployment waits for, as users are told; empty when nobody answers. */
  Optional<Set<String>> waitsOf(DeploymentId deployment) {
    AtomicReference<Set<String>> waits = new AtomicReference<>();
    answering()
        .ifPresent(
            life ->
                life.program()
                    .enter(
                        () ->
                            life.coordination()
                                .clusters()
                                .deployment(world.cluster(), deployment)
                                .onSuccess(view -> waits.set(named(view)))));
    return Optional.ofNullable(waits.get());
  }

  private static Set<String> named(DeploymentView view) {
    return view.waitingFor().stream().map(WaitView::who).collect(Collectors.toSet());
  }
}
