package org.muster.coordinator.flow;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.muster.coordinator.artifact.ModuleFolders;
import org.muster.coordinator.core.spec.Defaults;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.coordinator.link.AgentIdentity;
import org.muster.coordinator.provider.Provider;
import org.muster.protocol.ClusterName;
import org.muster.protocol.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All clusters of a coordinator, from its start to its end. */
public final class Coordination {
  private static final Logger log = LoggerFactory.getLogger(Coordination.class);
  private static final Duration TICK = Duration.ofSeconds(1);

  /** Agents get this long to find a coordinator that has just started. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  private final ClusterKit kit;
  private final Services services;
  private final Vigil vigil;
  private final AgentDesk desk;
  private final LocalClusters clusters;
  private final AtomicBoolean isSupervising = new AtomicBoolean();
  private Instant startedAt = Instant.EPOCH;
  private volatile boolean isClosed;

  /**
   * @param home holds the logs and the secrets
   */
  public Coordination(OwnerParts owner, ServiceParts parts, ModuleFolders modules, Path home) {
    kit =
        new ClusterKit(
            owner,
            parts,
            new EventJson(),
            new LogStore(home.resolve("logs")),
            new Secrets(home.resolve("secrets")),
            new Observations());
    services = new Services(kit);
    vigil = new Vigil(owner.scheduler());
    desk = new AgentDesk(services, vigil);
    LaunchChecks checks = new LaunchChecks(modules, parts.providers(), Defaults.demo());
    clusters = new LocalClusters(kit, services, checks);
  }

  /** For the agents' listener. */
  public AgentDesk desk() {
    return desk;
  }

  /** For the API. */
  public Clusters clusters() {
    return clusters;
  }

  /** Reads all journals; the clusters go on where they were. */
  public Future<Void> start() {
    startedAt = kit.owner().scheduler().clock().instant();
    return kit.owner()
        .journalCalls()
        .run(() -> kit.owner().journal().clusters())
        .compose(
            names -> {
              List<Future<Void>> loads = new ArrayList<>();
              for (String name : names) {
                loads.add(services.findOrMake(new ClusterName(name)).service().load());
              }
              return Future.join(loads);
            })
        .map(
            loaded -> {
              tickLater();
              return null;
            });
  }

  public void close() {
    isClosed = true;
  }

  /** Whether any cluster is there, running or stopped. */
  public Future<Boolean> hasClusters() {
    return clusters.list().map(all -> !all.isEmpty());
  }

  private void tickLater() {
    if (!isClosed) {
      kit.owner()
          .scheduler()
          .after(
              TICK,
              () -> {
                services.all().forEach(this::tick);
                supervise();
                tickLater();
              });
    }
  }

  private void tick(ClusterService service) {
    service
        .owner()
        .decide(
            (mind, at) -> {
              if (mind.state().isPresent()) {
                silent(mind.state(), at)
                    .forEach(node -> mind.lost(at, node, "nothing was heard of it for 15 s"));
                mind.tick(at);
              }
              return null;
            })
        .onFailure(failure -> log.warn("{}: tick failed", service.owner().name(), failure));
    service.owner().execute(service::lookAgain);
  }

  private List<NodeId> silent(ClusterState state, Instant now) {
    if (now.isBefore(startedAt.plus(GRACE))) {
      return List.of();
    }
    List<NodeId> silent = new ArrayList<>();
    for (NodeState node : state.nodes()) {
      AgentIdentity agent = new AgentIdentity(state.name(), state.incarnation(), node.id());
      if (node.isJoined() && vigil.isSilent(agent, now, node.since())) {
        silent.add(node.id());
      }
    }
    return silent;
  }

  private void supervise() {
    if (isSupervising.compareAndSet(false, true)) {
      kit.parts()
          .providerCalls()
          .run(
              () -> {
                kit.parts().providers().values().forEach(Provider::supervise);
                return null;
              })
          .onFailure(failure -> log.warn("supervising the nodes failed", failure))
          .onComplete(done -> isSupervising.set(false));
    }
  }
}
