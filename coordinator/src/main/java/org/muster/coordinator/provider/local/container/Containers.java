package org.muster.coordinator.provider.local.container;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.muster.coordinator.core.view.EntranceView;
import org.muster.coordinator.provider.PrivateFile;
import org.muster.coordinator.provider.local.AddressBlock;
import org.muster.coordinator.provider.local.AgentRecord;
import org.muster.coordinator.provider.local.ClusterPlace;
import org.muster.coordinator.provider.local.NodePlace;
import org.muster.coordinator.provider.local.NodeProcess;
import org.muster.coordinator.provider.local.NodeRecord;
import org.muster.coordinator.provider.local.NodeSize;
import org.muster.coordinator.provider.local.ProcessTable;
import org.muster.protocol.ClusterName;
import org.muster.protocol.NodeId;
import org.muster.time.Pause;

/** Switches nodes on and off. What a switched-off node keeps is its disks. */
final class Containers {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final String CONFIG = "etc/muster/agent.json";

  private static final Path RESOLVERS = Path.of("/etc/resolv.conf");

  /** Where nodes find the store of this machine. */
  static final String STORE = "/var/lib/muster-store";

  private final ContainerNames names;
  private final Path store;
  private final Runc runc;
  private final ProcessTable processes;
  private final Pause pause;

  Containers(ContainerNames names, Path store, ProcessTable processes, Pause pause) {
    this.names = requireNonNull(names, "names is null");
    this.store = requireNonNull(store, "store is null");
    this.runc = new Runc(names.run().resolve("runc"));
    this.processes = requireNonNull(processes, "processes is null");
    this.pause = requireNonNull(pause, "pause is null");
  }

  Runc runc() {
    return runc;
  }

  EntranceView entrance(ClusterName cluster, NodeId node) {
    return new EntranceView(
        EntranceView.Kind.CONTAINER, runc.root().toString(), names.ofNode(cluster, node));
  }

  boolean isOn(NodePlace node) throws IOException {
    Optional<AgentRecord> first = firstProcess(node);
    return first.isPresent() && processes.isAlive(first.get());
  }

  /** Whether the machine was booted since the node was switched on. */
  boolean hasSleptThroughBoot(NodePlace node) throws IOException {
    Optional<AgentRecord> first = firstProcess(node);
    return first.isPresent() && !first.get().bootId().equals(processes.bootId());
  }

  private static Optional<AgentRecord> firstProcess(NodePlace node) throws IOException {
    Optional<String> text = PrivateFile.read(node.agentPid());
    return text.isPresent() ? Optional.of(AgentRecord.parse(text.get())) : Optional.empty();
  }

  void switchOn(ClusterPlace cluster, NodePlace node, NodeRecord made) throws IOException {
    switchOff(cluster, node);
    ContainerPlace place = new ContainerPlace(node);
    Machine machine = Machine.read(place.machine());
    Subnet subnet = Subnet.beside(cluster.block().orElseThrow());
    writeConfig(place, made);
    RootMount.mount(machine.image(), place.upper(), place.work(), place.merged());
    if (!machine.buildsImage()) {
      network(cluster, made).connect(subnet.address(made.hostNumber()));
    }
    List<AttachedVolume> volumes = Volumes.attach(place.volumes(), machine.volumes());
    String name = names.ofNode(cluster.name(), made.node());
    ContainerConfig config =
        new ContainerConfig(
            name,
            place.merged(),
            made.node().value(),
            machine.buildsImage()
                ? ContainerConfig.MACHINE_NETWORK
                : ContainerNames.namespace(name).toString(),
            NodeSize.of(machine.type()),
            AgentLayer.firstProcess(kernelBootId(made), "/" + CONFIG),
            shared(cluster, machine),
            volumes);
    Files.writeString(place.bundle().resolve("config.json"), config.json());
    long pid = runc.run(name, place.bundle(), place.console());
    remember(node, pid);
  }

  private Map<String, Path> shared(ClusterPlace cluster, Machine machine) {
    Map<String, Path> shared = new TreeMap<>(Map.of(STORE, store, "/etc/hosts", hosts(cluster)));
    if (machine.buildsImage()) {
      shared.put(RESOLVERS.toString(), RESOLVERS);
    }
    return shared;
  }

  private void remember(NodePlace node, long pid) throws IOException {
    Optional<NodeProcess> first = processes.look(pid);
    if (first.isPresent()) {
      AgentRecord record = new AgentRecord(pid, first.get().startTime(), processes.bootId());
      PrivateFile.replace(node.agentPid(), record.json());
    }
  }

  /** What is known before each boot, in the node's own file system. */
  private static void writeConfig(ContainerPlace place, NodeRecord made) throws IOException {
    String text = PrivateFile.read(place.node().config()).orElse("{}");
    ObjectNode config = (ObjectNode) JSON.readTree(text);
    config.put("bootId", kernelBootId(made));
    // While it is off, the upper folder is nobody else's.
    PrivateFile.replace(place.upper().resolve(CONFIG), config.toPrettyString());
    Files.writeString(place.upper().resolve("etc/hostname"), made.node() + "\n");
  }

  /** In the form that the kernel gives it. */
  private static String kernelBootId(NodeRecord made) {
    return UUID.nameUUIDFromBytes(made.bootId().getBytes(StandardCharsets.UTF_8)).toString();
  }

  static Path hosts(ClusterPlace cluster) {
    return cluster.directory().resolve("hosts");
  }

  /** Where the nodes of a cluster listen now, by the address that people have for each. */
  static Map<InetSocketAddress, InetSocketAddress> listening(ClusterPlace cluster)
      throws IOException {
    Map<InetSocketAddress, InetSocketAddress> doors = new HashMap<>();
    AddressBlock block = cluster.block().orElseThrow();
    for (NodePlace node : cluster.allNodes()) {
      Optional<NodeRecord> made = node.record();
      Optional<AgentRecord> first = firstProcess(node);
      if (made.isPresent() && first.isPresent()) {
        int number = made.get().hostNumber();
        for (int port : ListeningPorts.of(first.get().pid())) {
          doors.put(
              new InetSocketAddress(block.address(number), port),
              new InetSocketAddress(Subnet.beside(block).address(number), port));
        }
      }
    }
    return doors;
  }

  private NodeNetwork network(ClusterPlace cluster, NodeRecord made) {
    return new NodeNetwork(
        names.ofNode(cluster.name(), made.node()),
        names.ofSwitch(cluster.name()),
        made.hostNumber());
  }

  /** Asks nodes to end, and waits until they have or the grace is over. */
  void ask(ClusterPlace cluster, List<NodePlace> nodes, Duration grace) throws IOException {
    for (NodePlace node : nodes) {
      if (isOn(node)) {
        runc.terminate(name(cluster, node));
      }
    }
    long looks = grace.dividedBy(BETWEEN_LOOKS);
    for (long look = 0; look < looks && isAnyOn(nodes); look++) {
      pause.of(BETWEEN_LOOKS);
    }
  }

  private boolean isAnyOn(List<NodePlace> nodes) throws IOException {
    for (NodePlace node : nodes) {
      if (isOn(node)) {
        return true;
      }
    }
    return false;
  }

  /** Takes power and cables away; nothing when there are none. */
  void switchOff(ClusterPlace cluster, NodePlace node) throws IOException {
    runc.delete(name(cluster, node));
    Optional<NodeRecord> made = node.record();
    if (made.isPresent()) {
      network(cluster, made.get()).disconnect();
    }
    NodeNetwork.removeNamespace(name(cluster, node));
    RootMount.unmountAll(node.root());
    Volumes.detachAll(node.root());
    Files.deleteIfExists(node.agentPid());
  }

  private String name(ClusterPlace cluster, NodePlace node) {
    return "%s.%s.%s".formatted(names.mark(), cluster.name(), node.root().getFileName());
  }
}
