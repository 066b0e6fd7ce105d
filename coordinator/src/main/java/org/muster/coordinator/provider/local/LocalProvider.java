package org.muster.coordinator.provider.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.coordinator.core.view.EntranceView;
import org.muster.coordinator.core.view.ImageView;
import org.muster.coordinator.provider.Incarnation;
import org.muster.coordinator.provider.InstanceState;
import org.muster.coordinator.provider.LaunchOrder;
import org.muster.coordinator.provider.NodeOrder;
import org.muster.coordinator.provider.Provider;
import org.muster.crash.CrashPoints;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.ClusterName;
import org.muster.protocol.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nodes on this machine, of the kinds that it is given. What it knows is on the disk, so that a
 * coordinator that comes back finds everything.
 */
public final class LocalProvider implements Provider {
  private static final Logger log = LoggerFactory.getLogger(LocalProvider.class);
  private static final Duration TO_STOP = Duration.ofSeconds(10);

  private final Path home;
  private final InstantSource clock;
  private final Isolations isolations;
  private final LaunchedNodes launched;
  private final NodeRemoval removal;
  private final MachineMemory memory;
  private final ClusterLocks locks = new ClusterLocks();
  private final Map<ClusterName, Long> forgotten = new ConcurrentHashMap<>();

  /**
   * Prepares the folder of the clusters.
   *
   * @param isolations the kinds of nodes, by the name that a spec gives them
   * @throws MusterException ENVIRONMENT when the folder cannot be made
   */
  public LocalProvider(
      Path home, Map<String, Isolation> isolations, InstantSource clock, CrashPoints crashes) {
    Path proc = Path.of("/proc");
    this.clock = clock;
    this.memory = new MachineMemory(proc);
    this.isolations = new Isolations(isolations);
    this.removal = new NodeRemoval(this.isolations);
    this.launched = new LaunchedNodes(new Listeners(proc), crashes);
    try {
      Files.createDirectories(home);
      // One name for it, whatever links lead there: processes are found by this text.
      this.home = home.toRealPath();
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.ENVIRONMENT, "local nodes need a folder that is yours: " + e, e);
    }
  }

  @Override
  public Map<NodeId, String> launch(LaunchOrder order) {
    return locks.call(order.cluster(), "launching nodes", () -> launchAll(order));
  }

  private Map<NodeId, String> launchAll(LaunchOrder order) throws IOException {
    refuseForgotten(order);
    ClusterPlace cluster = place(order.cluster());
    cluster.create();
    removal.removeLivesBefore(order.incarnation(), cluster);
    noteMemory(order);
    Isolation isolation = isolations.named(order.provider().isolation());
    cluster.writeIsolation(order.provider().isolation());
    AddressBlock block = launched.block(cluster);
    log.debug("cluster '{}' has the addresses {}", order.cluster(), block);
    isolation.prepare(cluster, order);
    HostNumbers numbers = HostNumbers.of(cluster);
    Map<NodeId, String> instances = new LinkedHashMap<>();
    for (NodeOrder wanted : order.nodes()) {
      NodeRecord made =
          launched.make(
              new LaunchedNodes.Call(isolation, cluster, order, clock.instant()), wanted, numbers);
      isolation.run(cluster, cluster.node(wanted.node()), made, clock.instant());
      instances.put(wanted.node(), made.instance());
    }
    return instances;
  }

  /** A call that was overtaken by the destruction of its cluster would bring it back to life. */
  private void refuseForgotten(LaunchOrder order) {
    if (order.incarnation() <= forgotten.getOrDefault(order.cluster(), 0L)) {
      throw new MusterException(
          ErrorCode.CONFLICT,
          "cluster '%s' was destroyed before its nodes were launched".formatted(order.cluster()));
    }
  }

  /** Nodes seldom use all that their type says, so this is no reason to refuse. */
  private void noteMemory(LaunchOrder order) throws IOException {
    long asked =
        order.nodes().stream().mapToLong(node -> NodeSize.of(node.type()).memoryMb()).sum();
    OptionalLong available = memory.availableMb();
    if (available.isPresent() && asked > available.getAsLong()) {
      log.info(
          "the nodes of cluster '{}' may use {} MB of memory, and this machine has {} MB free",
          order.cluster(),
          asked,
          available.getAsLong());
    }
  }

  @Override
  public void terminate(Incarnation life, Collection<String> instances) {
    locks.run(
        life.cluster(),
        "terminating nodes",
        () -> {
          ClusterPlace cluster = place(life.cluster());
          removal.remove(cluster, cluster.named(life.number(), instances));
        });
  }

  @Override
  public List<InstanceState> list(Incarnation life) {
    return locks.call(
        life.cluster(),
        "listing nodes",
        () -> {
          List<InstanceState> states = new ArrayList<>();
          for (NodePlace node : place(life.cluster()).allNodes()) {
            node.record()
                .filter(found -> found.incarnation() == life.number())
                .ifPresent(found -> states.add(state(found)));
          }
          return states;
        });
  }

  private static InstanceState state(NodeRecord found) {
    boolean isOn = found.wish() == NodeRecord.Wish.RUN;
    return new InstanceState(
        found.instance(), isOn ? InstanceState.State.RUNNING : InstanceState.State.STOPPED);
  }

  @Override
  public void stop(Incarnation life, Collection<String> instances) {
    locks.run(
        life.cluster(),
        "stopping nodes",
        () -> {
          ClusterPlace cluster = place(life.cluster());
          List<NodePlace> nodes = cluster.named(life.number(), instances);
          for (NodePlace node : nodes) {
            Optional<NodeRecord> found = node.record();
            if (found.isPresent() && found.get().wish() == NodeRecord.Wish.RUN) {
              node.write(found.get().wishing(NodeRecord.Wish.STOP));
            }
          }
          isolations.of(cluster).end(cluster, nodes, TO_STOP);
        });
  }

  @Override
  public void start(Incarnation life, Collection<String> instances) {
    locks.run(
        life.cluster(),
        "starting nodes",
        () -> {
          ClusterPlace cluster = place(life.cluster());
          for (NodePlace node : cluster.named(life.number(), instances)) {
            Optional<NodeRecord> found = node.record();
            if (found.isPresent() && found.get().wish() == NodeRecord.Wish.STOP) {
              isolations.of(cluster).boot(cluster, node, found.get(), clock.instant());
            }
          }
        });
  }

  @Override
  public void forget(Incarnation life) {
    locks.run(
        life.cluster(),
        "forgetting the nodes",
        () -> {
          forgotten.merge(life.cluster(), life.number(), Math::max);
          removal.removeAll(place(life.cluster()), life.number());
        });
  }

  @Override
  public List<String> check(ClusterSpec spec) {
    Isolation isolation = isolations.named(spec.provider().isolation());
    return locks.call(spec.name(), "checking the nodes", () -> isolation.check(spec));
  }

  @Override
  public EntranceView entrance(Incarnation life, NodeId node, String instance) {
    return locks.call(
        life.cluster(),
        "looking for a node",
        () -> {
          ClusterPlace cluster = place(life.cluster());
          return isolations.of(cluster).entrance(cluster, node);
        });
  }

  @Override
  public List<ImageView> images() {
    return ofImages(
        () -> {
          List<ImageView> all = new ArrayList<>();
          for (Isolation isolation : isolations.byName().values()) {
            all.addAll(isolation.images());
          }
          return all;
        });
  }

  @Override
  public ImageView freeze(ClusterName name, long incarnation, String instance, ImageView image) {
    return locks.call(
        name,
        "making an image",
        () -> {
          ClusterPlace cluster = place(name);
          List<NodePlace> nodes = cluster.named(incarnation, List.of(instance));
          if (nodes.isEmpty()) {
            throw new MusterException(
                ErrorCode.NOT_FOUND, "instance %s is not there any more".formatted(instance));
          }
          return isolations.of(cluster).freeze(cluster, nodes.get(0), image);
        });
  }

  @Override
  public void removeImage(String name) {
    boolean wasThere =
        ofImages(
            () -> {
              boolean any = false;
              for (Isolation isolation : isolations.byName().values()) {
                any |= isolation.removeImage(name, ClusterPlace.all(home));
              }
              return any;
            });
    if (!wasThere) {
      throw new MusterException(
          ErrorCode.NOT_FOUND, "there is no image '%s'; see 'muster image list'".formatted(name));
    }
  }

  private static <T> T ofImages(Work<T> work) {
    try {
      return work.call();
    } catch (IOException e) {
      throw new MusterException(ErrorCode.STORAGE_FAILED, "the local images: " + e.getMessage(), e);
    }
  }

  /** Something with files. */
  private interface Work<T> {
    T call() throws IOException;
  }

  @Override
  public void supervise() {
    try {
      for (ClusterPlace cluster : ClusterPlace.all(home)) {
        locks.runIfFree(cluster.name(), "supervising the nodes", () -> supervise(cluster));
      }
    } catch (IOException | MusterException e) {
      log.warn("looking after the local nodes: {}", e.toString());
    }
  }

  private void supervise(ClusterPlace cluster) throws IOException {
    Isolation isolation = isolations.of(cluster);
    isolation.keepRunning(cluster);
    for (NodePlace node : cluster.allNodes()) {
      try {
        isolation.keepRunning(cluster, node, clock.instant());
      } catch (IOException e) {
        log.warn("looking after the node in {}: {}", node.root(), e.toString());
      }
    }
  }

  private ClusterPlace place(ClusterName name) {
    return new ClusterPlace(home, name);
  }
}
