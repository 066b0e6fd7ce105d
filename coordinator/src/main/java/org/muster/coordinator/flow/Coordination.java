package org.muster.coordinator.flow;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.muster.coordinator.core.membership.Verdict;
import org.muster.coordinator.core.module.Catalogue;
import org.muster.coordinator.core.plan.Blueprint;
import org.muster.coordinator.core.spec.Defaults;
import org.muster.coordinator.core.spec.Wish;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.coordinator.link.AgentIdentity;
import org.muster.coordinator.provider.Provider;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.ClusterName;
import org.muster.protocol.DeploymentId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All clusters of a coordinator, from its start to its end. */
public final class Coordination {
  private static final Logger log = LoggerFactory.getLogger(Coordination.class);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int TICKS_BETWEEN_CHECKS = 5;

  private final ClusterKit kit;
  private final Services services;
  private final Vigil vigil;
  private final AgentDesk desk;
  private final LocalClusters clusters;
  private final AtomicBoolean isSupervising = new AtomicBoolean();
  private final Executor context;
  private Optional<Housekeeping> housekeeping = Optional.empty();
  private int ticks;
  private volatile boolean isClosed;

  /**
   * The clusters of one process.
   *
   * @param catalogues the built-in modules, with those of a user by name and hash of their tree;
   *     blocks
   */
  public Coordination(
      OwnerParts owner,
      ServiceParts parts,
      Keeping keeping,
      Function<Map<String, String>, Catalogue> catalogues) {
    kit =
        new ClusterKit(
            owner,
            parts,
            keeping.events(),
            keeping.logs(),
            keeping.secrets(),
            new LogAllowance(),
            new Observations());
    context = owner.contexts().context();
    services = new Services(kit);
    vigil = new Vigil(owner.scheduler());
    desk = new AgentDesk(services, parts, vigil);
    LaunchChecks checks =
        new LaunchChecks(catalogues, parts.providers(), Defaults.demo(), owner.journal());
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

  /** For the API. */
  public Images images() {
    return new LocalImages(kit, clusters);
  }

  /** Launches what was checked before; see {@link Clusters#launch}. */
  public Future<DeploymentId> launch(Wish wish, Map<String, String> secrets, String key) {
    return clusters.launch(wish, secrets, key);
  }

  /** Deploys what was checked before; see {@link Clusters#deploy}. */
  public Future<DeploymentId> deploy(
      ClusterName cluster, Blueprint blueprint, boolean isForced, String key) {
    return clusters.decide(cluster, (mind, at) -> mind.deploy(at, blueprint, isForced, key));
  }

  /** Reads the state of a cluster, and nothing of it that is not durable. */
  public <R> Future<R> look(ClusterName cluster, Function<ClusterState, R> reader) {
    return clusters.look(cluster, service -> reader);
  }

  /** Reads all journals; the clusters go on where they were. */
  public Future<Void> start() {
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

  /** Removes from now on what the retention does not keep. */
  public void tidy(Upkeep upkeep) {
    Housekeeping begun = new Housekeeping(kit, services, upkeep);
    housekeeping = Optional.of(begun);
    begun.begin();
  }

  public void close() {
    isClosed = true;
    housekeeping.ifPresent(Housekeeping::close);
  }

  /** Whether any cluster is there, running or stopped. */
  public Future<Boolean> hasClusters() {
    return clusters.list().map(all -> !all.isEmpty());
  }

  private void tickLater() {
    if (!isClosed) {
      kit.owner().scheduler().after(TICK, () -> context.execute(this::tick));
    }
  }

  /** On the context of this object: signals are enough, but nothing may depend on one. */
  private void tick() {
    judge(vigil.verdicts());
    ticks++;
    if (ticks % TICKS_BETWEEN_CHECKS == 0) {
      services.all().forEach(service -> service.owner().checkOwnership());
    }
    for (ClusterService service : services.all()) {
      service
          .owner()
          .decide(
              (mind, at) -> {
                mind.tick(at);
                return joined(mind.state());
              })
          .onSuccess(agents -> context.execute(() -> watch(service, agents)))
          .onFailure(failure -> context.execute(() -> ticked(service, failure)));
      service.owner().whenDurable(service::lookAgain);
    }
    supervise();
    tickLater();
  }

  private void ticked(ClusterService service, Throwable failure) {
    if (failure instanceof MusterException known && known.code() == ErrorCode.OWNERSHIP_LOST) {
      watch(service, Set.of()); // it was said when it happened
    } else {
      log.warn("{}: tick failed", service.owner().name(), failure);
    }
  }

  private void watch(ClusterService service, Set<AgentIdentity> agents) {
    vigil.watch(service.owner().name(), agents);
  }

  private static Set<AgentIdentity> joined(ClusterState state) {
    return state.isPresent()
        ? state.nodes().stream()
            .filter(NodeState::isJoined)
            .map(node -> new AgentIdentity(state.name(), state.incarnation(), node.id()))
            .collect(Collectors.toSet())
        : Set.of();
  }

  private void judge(List<Verdict<AgentIdentity>> verdicts) {
    Set<AgentIdentity> late = new HashSet<>();
    for (Verdict<AgentIdentity> verdict : verdicts) {
      AgentIdentity agent = verdict.member();
      switch (verdict.silence()) {
        case LATE -> late.add(agent);
        case LOST -> services.find(agent.cluster()).ifPresent(service -> lost(service, agent));
      }
    }
    kit.observations().late(late);
  }

  private static void lost(ClusterService service, AgentIdentity agent) {
    service
        .owner()
        .decide(
            (mind, at) -> {
              if (mind.state().incarnation() == agent.incarnation()) {
                mind.lost(at, agent.node(), "nothing was heard of it for 15 s");
              }
              return null;
            });
    service
        .owner()
        .execute(() -> service.drop(agent.node(), "nothing was heard of this node for too long"));
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
