package org.muster.coordinator.flow;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.muster.coordinator.artifact.ModuleFolders;
import org.muster.coordinator.core.membership.Verdict;
import org.muster.coordinator.core.spec.Defaults;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.coordinator.link.AgentIdentity;
import org.muster.coordinator.provider.Provider;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.ClusterName;
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
  private final Housekeeping housekeeping;
  private final AtomicBoolean isSupervising = new AtomicBoolean();
  private final Context context;
  private int ticks;
  private volatile boolean isClosed;

  /**
   * @param home holds the logs and the secrets
   */
  public Coordination(
      OwnerParts owner, ServiceParts parts, ModuleFolders modules, Path home, Upkeep upkeep) {
    kit =
        new ClusterKit(
            owner,
            parts,
            new EventJson(),
            new LogStore(home.resolve("logs")),
            new Secrets(home.resolve("secrets")),
            new Observations());
    context = owner.vertx().getOrCreateContext();
    services = new Services(kit);
    vigil = new Vigil(owner.scheduler());
    desk = new AgentDesk(services, vigil);
    LaunchChecks checks = new LaunchChecks(modules, parts.providers(), Defaults.demo());
    clusters = new LocalClusters(kit, services, checks, upkeep.store());
    housekeeping = new Housekeeping(kit, services, upkeep);
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
              housekeeping.begin();
              return null;
            });
  }

  public void close() {
    isClosed = true;
    housekeeping.close();
  }

  /** Whether any cluster is there, running or stopped. */
  public Future<Boolean> hasClusters() {
    return clusters.list().map(all -> !all.isEmpty());
  }

  private void tickLater() {
    if (!isClosed) {
      kit.owner().scheduler().after(TICK, () -> context.runOnContext(now -> tick()));
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
          .onSuccess(agents -> context.runOnContext(now -> watch(service, agents)))
          .onFailure(failure -> context.runOnContext(now -> ticked(service, failure)));
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
    service.owner().execute(() -> service.drop(agent.node()));
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
