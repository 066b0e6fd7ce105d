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
import org.muster.coordinator.provider.InstanceState;
import org.muster.coordinator.provider.LaunchOrder;
import org.muster.coordinator.provider.NodeOrder;
import org.muster.coordinator.provider.Provider;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.ClusterName;
import org.muster.protocol.NodeId;
import org.muster.time.Pause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nodes on this machine, without root: each one a directory, a loopback address, and an agent whose
 * processes all carry the directory in their environment. What it knows is on the disk, so that a
 * coordinator that comes back finds everything.
 */
public final class LocalProvider implements Provider {
  private static final Logger log = LoggerFactory.getLogger(LocalProvider.class);
  private static final Duration TO_STOP = Duration.ofSeconds(10);

  private final Path home;
  private final InstantSource clock;
  private final Reaper reaper;
  private final NodeBoots boots;
  private final LaunchedNodes launched;
  private final NodeRemoval removal;
  private final MachineMemory memory;
  private final ClusterLocks locks = new ClusterLocks();
  private final Map<ClusterName, Long> forgotten = new ConcurrentHashMap<>();

  /**
   * Prepares the folder of the clusters.
   *
   * @throws MusterException ENVIRONMENT when the machine does not show its processes
   */
  public LocalProvider(LocalSettings settings, InstantSource clock, Pause pause) {
    Path proc = Path.of("/proc");
    this.clock = clock;
    this.memory = new MachineMemory(proc);
    try {
      Files.createDirectories(settings.home());
      // One name for it, whatever links lead there: processes are found by this text.
      this.home = settings.home().toRealPath();
      ProcessTable processes = new ProcessTable(proc);
      this.reaper = new Reaper(processes, pause);
      this.boots = new NodeBoots(new Agents(settings, processes));
      this.removal = new NodeRemoval(reaper);
      this.launched = new LaunchedNodes(settings, new Listeners(proc));
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.ENVIRONMENT,
          "local nodes need a Linux machine with /proc and a folder that is yours: " + e,
          e);
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
    HostNumbers numbers = HostNumbers.of(cluster);
    Map<NodeId, String> instances = new LinkedHashMap<>();
    for (NodeOrder wanted : order.nodes()) {
      NodeRecord made = launched.make(cluster, order, wanted, numbers, clock.instant());
      boots.run(cluster.node(wanted.node()), made, clock.instant());
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
  public void terminate(ClusterName name, long incarnation, Collection<String> instances) {
    locks.run(
        name,
        "terminating nodes",
        () -> {
          ClusterPlace cluster = place(name);
          removal.remove(cluster, cluster.named(incarnation, instances));
        });
  }

  @Override
  public List<InstanceState> list(ClusterName name, long incarnation) {
    return locks.call(
        name,
        "listing nodes",
        () -> {
          List<InstanceState> states = new ArrayList<>();
          for (NodePlace node : place(name).allNodes()) {
            node.record()
                .filter(found -> found.incarnation() == incarnation)
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
  public void stop(ClusterName name, long incarnation, Collection<String> instances) {
    locks.run(
        name,
        "stopping nodes",
        () -> {
          List<NodePlace> nodes = place(name).named(incarnation, instances);
          for (NodePlace node : nodes) {
            Optional<NodeRecord> found = node.record();
            if (found.isPresent() && found.get().wish() == NodeRecord.Wish.RUN) {
              node.write(found.get().wishing(NodeRecord.Wish.STOP));
            }
          }
          reaper.end(nodes, TO_STOP);
          for (NodePlace node : nodes) {
            node.forgetProcesses();
          }
        });
  }

  @Override
  public void start(ClusterName name, long incarnation, Collection<String> instances) {
    locks.run(
        name,
        "starting nodes",
        () -> {
          for (NodePlace node : place(name).named(incarnation, instances)) {
            Optional<NodeRecord> found = node.record();
            if (found.isPresent() && found.get().wish() == NodeRecord.Wish.STOP) {
              boots.boot(node, found.get(), clock.instant());
            }
          }
        });
  }

  @Override
  public void forget(ClusterName name, long incarnation) {
    locks.run(
        name,
        "forgetting the nodes",
        () -> {
          forgotten.merge(name, incarnation, Math::max);
          removal.removeAll(place(name), incarnation);
        });
  }

  @Override
  public List<String> check(ClusterSpec spec) {
    return locks.call(
        spec.name(), "checking the nodes", () -> new SpecCheck(memory.totalMb()).mistakes(spec));
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
    for (NodePlace node : cluster.allNodes()) {
      try {
        boots.keepRunning(node, clock.instant());
      } catch (IOException e) {
        log.warn("looking after the node in {}: {}", node.root(), e.toString());
      }
    }
  }

  private ClusterPlace place(ClusterName name) {
    return new ClusterPlace(home, name);
  }
}
