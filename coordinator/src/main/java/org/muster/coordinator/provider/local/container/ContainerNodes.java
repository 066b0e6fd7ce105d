package org.muster.coordinator.provider.local.container;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.coordinator.core.view.EntranceView;
import org.muster.coordinator.core.view.ImageView;
import org.muster.coordinator.provider.JoinData;
import org.muster.coordinator.provider.LaunchOrder;
import org.muster.coordinator.provider.NodeOrder;
import org.muster.coordinator.provider.PrivateFile;
import org.muster.coordinator.provider.UserData;
import org.muster.coordinator.provider.local.AddressBlock;
import org.muster.coordinator.provider.local.ClusterPlace;
import org.muster.coordinator.provider.local.Isolation;
import org.muster.coordinator.provider.local.MachineMemory;
import org.muster.coordinator.provider.local.NodePlace;
import org.muster.coordinator.provider.local.NodeRecord;
import org.muster.coordinator.provider.local.NodeSize;
import org.muster.coordinator.provider.local.ProcessTable;
import org.muster.coordinator.provider.local.Restarts;
import org.muster.coordinator.provider.local.SpecCheck;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.NodeId;
import org.muster.time.Pause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Nodes that are as separate as one kernel allows; they need root. */
public final class ContainerNodes implements Isolation {
  private static final Logger log = LoggerFactory.getLogger(ContainerNodes.class);
  private static final Path PROC = Path.of("/proc");
  private static final String STATE = "/var/lib/muster";
  private static final String LOOPBACK = "127.0.0.1";

  private final ContainerSettings settings;
  private final ContainerNames names;
  private final ProcessTable processes;
  private final Containers containers;
  private final Images images;
  private final Doors doors;
  private final Sweep sweep;
  private final Restarts restarts = new Restarts();

  /** Looks at the machine, and changes nothing. */
  public ContainerNodes(ContainerSettings settings, Pause pause) throws IOException {
    this.settings = settings;
    this.names = ContainerNames.of(settings.home());
    this.processes = new ProcessTable(PROC);
    this.containers = new Containers(names, settings.store(), processes, pause);
    this.images =
        new Images(
            new SystemLayer(settings.images()),
            new AgentLayer(settings, names, containers.runc()),
            new ImageShelf(settings.images()));
    this.doors = new Doors();
    this.sweep = new Sweep(names, settings.home(), containers.runc());
  }

  /** Takes away what a coordinator that crashed has left, of nodes that nobody knows. */
  public void sweep() throws IOException {
    try {
      sweep.leftovers(ClusterPlace.all(settings.home()));
    } catch (MusterException e) {
      log.warn("sweeping away what an earlier coordinator has left: {}", e.getMessage());
    }
  }

  @Override
  public List<String> check(ClusterSpec spec) throws IOException {
    List<String> mistakes = new ArrayList<>(new MachineCheck(settings.home(), PROC).mistakes());
    mistakes.addAll(
        new SpecCheck(
                new MachineMemory(PROC).totalMb(), VolumeSettings::mistakes, ImageSettings.NAMES)
            .mistakes(spec));
    mistakes.addAll(ImageSettings.of(spec.provider()).mistakes(spec, images.shelf()));
    return mistakes;
  }

  @Override
  public void prepare(ClusterPlace cluster, LaunchOrder order) throws IOException {
    Listener.of(order.join().coordinators().get(0)).write(listenerFile(cluster));
    images.forNodes(ImageSettings.of(order.provider()).image());
    keepRunning(cluster);
  }

  private static Path listenerFile(ClusterPlace cluster) {
    return cluster.directory().resolve("listener");
  }

  @Override
  public void make(ClusterPlace cluster, LaunchOrder order, NodeOrder wanted, NodeRecord fresh)
      throws IOException {
    NodePlace node = cluster.node(wanted.node());
    ContainerPlace place = new ContainerPlace(node);
    place.create();
    ImageSettings wish = ImageSettings.of(order.provider());
    Image image = images.forNodes(wish.image());
    Machine machine =
        new Machine(
            image.layers().stream().map(Path::toString).toList(),
            wanted.type(),
            wanted.role(),
            VolumeSettings.volumes(wanted.settings()),
            wish.isBuilder());
    machine.write(place.machine());
    AddressBlock block = cluster.block().orElseThrow();
    // A builder is in the network of this machine, and nobody but the coordinator looks for it.
    String address = wish.isBuilder() ? LOOPBACK : Subnet.beside(block).address(fresh.hostNumber());
    String publicAddress = block.address(fresh.hostNumber());
    String userData = userData(order, wanted, fresh, new NodeAddresses(address, publicAddress));
    PrivateFile.replace(node.config(), userData);
    new HostsFile(Containers.hosts(cluster)).put(address, wanted.node().value());
    Metadata.Identity identity =
        new Metadata.Identity(
            fresh.instance(),
            Metadata.imageName(image),
            wanted.type(),
            wanted.node().value(),
            address,
            publicAddress,
            tags(order, wanted));
    new Metadata(new SwitchPlace(names, cluster).metadata().resolve(address))
        .write(identity, machine, userData, fresh.dueAt());
  }

  private static SortedMap<String, String> tags(LaunchOrder order, NodeOrder wanted) {
    return new TreeMap<>(
        Map.of(
            "Name", "%s-%s".formatted(order.cluster(), wanted.node()),
            "muster-cluster", order.cluster().value(),
            "muster-node", wanted.node().value(),
            "muster-role", wanted.role().label()));
  }

  private static String userData(
      LaunchOrder order, NodeOrder wanted, NodeRecord fresh, NodeAddresses addresses) {
    NodeSize size = NodeSize.of(wanted.type());
    Map<String, Object> ofNode = new TreeMap<>();
    ofNode.put("instance", fresh.instance());
    ofNode.put("root", "");
    ofNode.put("state", STATE);
    ofNode.put("address", addresses.within());
    ofNode.put("publicAddress", addresses.forPeople());
    ofNode.put("hostName", wanted.node().value());
    ofNode.put("isolation", "container");
    ofNode.put("instanceType", wanted.type());
    ofNode.put("memoryMb", size.memoryMb());
    ofNode.put("cores", size.cores());
    ofNode.put("sharedStore", Containers.STORE);
    ofNode.put("dataDirs", VolumeSettings.dataDirectories(wanted.settings()));
    boolean isBuilder = ImageSettings.of(order.provider()).isBuilder();
    if (isBuilder) {
      ofNode.put("buildsImage", true);
    }
    JoinData join = isBuilder ? order.join() : withinSwitch(order.join());
    return new UserData(order.cluster(), order.launch(), join).json(ofNode);
  }

  private static JoinData withinSwitch(JoinData join) {
    return new JoinData(
        join.coordinators().stream().map(each -> Listener.of(each).withinSwitch()).toList(),
        join.caPin(),
        join.token());
  }

  /** Of one node: as others in its cluster have it, and as people on this machine do. */
  private record NodeAddresses(String within, String forPeople) {}

  @Override
  public List<ImageView> images() throws IOException {
    return images.shelf().all();
  }

  @Override
  public ImageView freeze(ClusterPlace cluster, NodePlace node, ImageView image)
      throws IOException {
    ContainerPlace place = new ContainerPlace(node);
    Image bootedFrom = Machine.read(place.machine()).image();
    List<Path> layers = bootedFrom.layers();
    containers.switchOff(cluster, node);
    ImageView made =
        images.shelf().put(image, place.upper(), new Image(layers.subList(0, layers.size() - 1)));
    images.forNodes(Optional.of(image.name())); // so that the first launch need not wait for it
    return made;
  }

  @Override
  public boolean removeImage(String name, List<ClusterPlace> clusters) throws IOException {
    if (!images.shelf().has(name)) {
      return false;
    }
    List<Path> layers = images.shelf().image(name).layers();
    Path baked = layers.get(layers.size() - 1);
    for (ClusterPlace cluster : clusters) {
      for (NodePlace node : cluster.allNodes()) {
        Path machine = new ContainerPlace(node).machine();
        if (Files.exists(machine) && Machine.read(machine).image().layers().contains(baked)) {
          throw new MusterException(
              ErrorCode.CONFLICT,
              "nodes of cluster '%s' boot from image '%s'; destroy it first"
                  .formatted(cluster.name(), name));
        }
      }
    }
    images.shelf().remove(name);
    return true;
  }

  @Override
  public void run(ClusterPlace cluster, NodePlace node, NodeRecord made, Instant now)
      throws IOException {
    if (made.wish() == NodeRecord.Wish.RUN && made.isDue(now) && !containers.isOn(node)) {
      restarts.started(node, now);
      containers.switchOn(cluster, node, made);
    }
  }

  @Override
  public void keepRunning(ClusterPlace cluster, NodePlace node, Instant now) throws IOException {
    Optional<NodeRecord> found = node.record();
    if (found.isEmpty() || found.get().wish() != NodeRecord.Wish.RUN || !found.get().isDue(now)) {
      return;
    }
    if (containers.isOn(node) || !restarts.mayStart(node, now)) {
      return;
    }
    log.warn("node {} is off and should run, so it boots", found.get().instance());
    boot(cluster, node, found.get(), now);
  }

  @Override
  public void boot(ClusterPlace cluster, NodePlace node, NodeRecord stopped, Instant now)
      throws IOException {
    NodeRecord next = stopped.bootedAgain();
    node.write(next);
    run(cluster, node, next, now);
  }

  @Override
  public void end(ClusterPlace cluster, Collection<NodePlace> nodes, Duration grace)
      throws IOException {
    containers.ask(cluster, List.copyOf(nodes), grace);
    for (NodePlace node : nodes) {
      containers.switchOff(cluster, node);
      restarts.forget(node);
    }
  }

  @Override
  public void release(ClusterPlace cluster, NodePlace node) throws IOException {
    containers.switchOff(cluster, node);
  }

  @Override
  public void clear(ClusterPlace cluster) throws IOException {
    doors.close(cluster.name());
    sweep.cluster(cluster.name());
    new SwitchPlace(names, cluster).delete();
    removeIfEmpty(names.run().resolve("runc"));
    removeIfEmpty(names.run());
  }

  private static void removeIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // Other clusters have things there.
    }
  }

  @Override
  public void keepRunning(ClusterPlace cluster) throws IOException {
    Optional<Listener> listener = Listener.read(listenerFile(cluster));
    if (listener.isPresent()) {
      theSwitch(cluster).up(listener.get().port());
      SwitchPlace place = new SwitchPlace(names, cluster);
      doors.openForAgents(place, listener.get().address());
      doors.openForPeople(place, Containers.listening(cluster));
    }
  }

  private Switch theSwitch(ClusterPlace cluster) {
    return new Switch(new SwitchPlace(names, cluster), settings, processes);
  }

  @Override
  public EntranceView entrance(ClusterPlace cluster, NodeId node) {
    return containers.entrance(cluster.name(), node);
  }
}
