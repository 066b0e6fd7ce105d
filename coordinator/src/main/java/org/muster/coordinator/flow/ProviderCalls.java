package org.muster.coordinator.flow;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.muster.coordinator.core.controller.Controller;
import org.muster.coordinator.core.controller.Wanted;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.coordinator.provider.Incarnation;
import org.muster.coordinator.provider.JoinData;
import org.muster.coordinator.provider.LaunchOrder;
import org.muster.coordinator.provider.NodeOrder;
import org.muster.coordinator.provider.Provider;
import org.muster.error.MusterException;
import org.muster.protocol.NodeId;
import org.muster.time.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the calls to the provider that the state wants. Each is under way at most once; after a
 * crash it is made again, which the provider bears. Owned by the context of its cluster.
 */
final class ProviderCalls {
  private static final Logger log = LoggerFactory.getLogger(ProviderCalls.class);
  private static final String LAUNCHING = "launching ";
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(2);

  private final ClusterOwner owner;
  private final ServiceParts parts;
  private final Scheduler scheduler;
  private final Runnable beforeDestroyed;
  private final Set<String> underWay = new HashSet<>();

  /**
   * @param beforeDestroyed removes what the coordinator itself keeps of a cluster; may block
   */
  ProviderCalls(
      ClusterOwner owner, ServiceParts parts, Scheduler scheduler, Runnable beforeDestroyed) {
    this.owner = owner;
    this.parts = parts;
    this.scheduler = scheduler;
    this.beforeDestroyed = beforeDestroyed;
  }

  /** On the owner's context. */
  void look() {
    ClusterState state = owner.state();
    if (!state.isPresent()) {
      return;
    }
    new Wanted(state).launches().forEach(this::launch);
    if (isLaunching()) {
      return; // else it could make what the other call has just taken away
    }
    // Called after each event: what thousands of nodes are is copied only where it is needed.
    Provider provider = parts.providers().get(state.spec().provider().kind());
    remove(new Wanted(state).removals(), state, provider);
    switch (state.life()) {
      case STOPPING -> {
        Fleet fleet = Fleet.of(state);
        once("stopping the nodes", () -> fleet.stop(provider), Controller::stopped);
      }
      case STARTING -> {
        Fleet fleet = Fleet.of(state);
        once("starting the nodes", () -> fleet.start(provider), Controller::startedAll);
      }
      case DESTROYING -> {
        Fleet fleet = Fleet.of(state);
        once("destroying the nodes", () -> destroy(fleet, provider), Controller::destroyed);
      }
      case ABSENT, UP, STOPPED -> {}
    }
  }

  private boolean isLaunching() {
    return underWay.stream().anyMatch(name -> name.startsWith(LAUNCHING));
  }

  /** One call after the other, so that each tells of the nodes that it was made for. */
  private void remove(List<NodeState> nodes, ClusterState state, Provider provider) {
    if (nodes.isEmpty()) {
      return;
    }
    Incarnation life = Fleet.life(state);
    List<NodeId> ids = nodes.stream().map(NodeState::id).toList();
    List<String> instances = Fleet.instances(nodes);
    once(
        "removing nodes",
        () -> {
          provider.terminate(life, instances);
          return null;
        },
        (mind, at) -> mind.removed(at, ids));
  }

  private Void destroy(Fleet fleet, Provider provider) {
    fleet.destroy(provider);
    beforeDestroyed.run();
    return null;
  }

  private void launch(Event.LaunchWished wish) {
    ClusterState state = owner.state();
    Provider provider = parts.providers().get(state.spec().provider().kind());
    LaunchOrder order = order(state, wish);
    String name = LAUNCHING + wish.launch();
    if (!underWay.add(name)) {
      return;
    }
    parts
        .providerCalls()
        .run(() -> provider.launch(order))
        .compose(instances -> launched(wish, instances))
        .recover(failure -> launchFailed(wish, failure))
        .onComplete(done -> owner.execute(() -> underWay.remove(name)));
  }

  private LaunchOrder order(ClusterState state, Event.LaunchWished wish) {
    String incarnation = Long.toString(state.incarnation());
    return new LaunchOrder(
        state.name(),
        state.incarnation(),
        wish.launch(),
        state.spec().provider(),
        wish.nodes().stream()
            .map(n -> new NodeOrder(n.node(), n.role(), n.type(), n.index(), n.settings()))
            .toList(),
        new JoinData(
            parts.listeners().get(),
            parts.caPin(),
            parts.tokens().derive(state.name(), incarnation, wish.launch())));
  }

  private Future<Void> launched(Event.LaunchWished wish, Map<NodeId, String> instances) {
    return decide((mind, at) -> mind.launched(at, wish.launch(), instances));
  }

  private Future<Void> launchFailed(Event.LaunchWished wish, Throwable failure) {
    log.warn("{}: launch {} failed", owner.name(), wish.launch(), failure);
    if (failure instanceof MusterException known && !known.code().isRetryable()) {
      return decide((mind, at) -> mind.launchFailed(at, wish.launch(), known.getMessage()));
    }
    again();
    return decide((mind, at) -> mind.providerFailed(at, "launch", said(failure)));
  }

  /** Makes a call unless it is under way, and hands its end to the controller. */
  private void once(String name, Callable<Void> call, BiConsumer<Controller, Instant> end) {
    if (!underWay.add(name)) {
      return;
    }
    parts
        .providerCalls()
        .run(call)
        .compose(done -> decide(end))
        .recover(
            failure -> {
              log.warn("{}: {} failed", owner.name(), name, failure);
              again();
              return decide((mind, at) -> mind.providerFailed(at, name, said(failure)));
            })
        .onComplete(done -> owner.execute(() -> underWay.remove(name)));
  }

  private void again() {
    scheduler.after(AGAIN_AFTER, () -> owner.whenDurable(this::look));
  }

  private Future<Void> decide(BiConsumer<Controller, Instant> input) {
    return owner.decide(
        (mind, at) -> {
          input.accept(mind, at);
          return null;
        });
  }

  private static String said(Throwable failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  /** The instances of a cluster, copied from its state, so that a worker thread may use them. */
  private record Fleet(Incarnation life, List<String> instances) {
    static Fleet of(ClusterState state) {
      return new Fleet(
          life(state), instances(state.nodes().stream().filter(NodeState::isMeant).toList()));
    }

    static Incarnation life(ClusterState state) {
      return new Incarnation(state.name(), state.incarnation(), state.spec().provider());
    }

    static List<String> instances(List<NodeState> nodes) {
      return nodes.stream()
          .map(NodeState::instance)
          .filter(instance -> !instance.isEmpty())
          .toList();
    }

    Void stop(Provider provider) {
      provider.stop(life, instances);
      return null;
    }

    Void start(Provider provider) {
      provider.start(life, instances);
      return null;
    }

    /** Also those that a launch call made before anybody heard of its answer. */
    void destroy(Provider provider) {
      Set<String> all = new HashSet<>(instances);
      provider.list(life).forEach(found -> all.add(found.instance()));
      provider.terminate(life, all);
      provider.forget(life);
    }
  }
}
