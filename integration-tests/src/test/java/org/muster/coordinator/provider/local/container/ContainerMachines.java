package org.muster.coordinator.provider.local.container;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.muster.coordinator.provider.PrivateFile;
import org.muster.coordinator.provider.local.ClusterPlace;
import org.muster.coordinator.provider.local.NodePlace;
import org.muster.coordinator.provider.local.NodeSize;
import org.muster.coordinator.provider.local.ProcessTable;
import org.muster.ec2.Machines;
import org.muster.protocol.ClusterName;
import org.muster.protocol.NodeId;

/**
 * A container for each instance of an endpoint, in one network of its own, which has a metadata
 * service and the way to a coordinator of this machine. All of them boot from one image, which has
 * an agent and starts it as the unit of our images does. It needs root.
 */
public final class ContainerMachines implements Machines, AutoCloseable {
  /** The first half of the addresses that machines may have. */
  public static final String PREFIX = "10.77";

  /** Where machines find the coordinator. */
  public static final String COORDINATOR = Subnet.SWITCH;

  private static final ClusterName NETWORK = new ClusterName("ec2");
  private static final Pattern ROOT = Pattern.compile("/dev/(xvda|sda1)");
  private static final int SECONDS_TO_STOP = 10;
  private static final String BOOT = "usr/lib/muster/boot-agent";

  // A machine has settings of its own for its memory; those of the kernel here are everybody's.
  private static final String BOOT_SCRIPT =
      """
      #!/bin/bash
      set -e
      if [[ ! -d /run/vm ]]; then
        mkdir /run/vm
        cp /proc/sys/vm/overcommit_memory /proc/sys/vm/swappiness /run/vm
        mount --bind /run/vm /proc/sys/vm
      fi
      export %s
      %s
      exec %s
      """;

  private static final long MEBIBYTES_PER_GIBIBYTE = 1024;
  private static final int KIBIBYTES_PER_MEBIBYTE = 1024;

  private static final Map<String, NodeSize> SIZES =
      Map.of("m6i.large", new NodeSize(1536, 1), "m6i.xlarge", new NodeSize(2048, 1));

  private final Path home;
  private final ClusterPlace cluster;
  private final SwitchPlace network;
  private final ContainerNames names;
  private final Runc runc;
  private final Doors doors = new Doors();
  private final Image image;
  private final Map<String, Instance> instances = new HashMap<>();
  private int made;

  private static final class Instance {
    private final int number;
    private Order order;
    private int boot;
    private Optional<ProcessHandle> first = Optional.empty();

    private Instance(int number, Order order) {
      this.number = number;
      this.order = order;
    }
  }

  /**
   * Builds the network and the image; the image may take minutes.
   *
   * @param home a folder of its own, on a disk
   * @param distribution of Muster, built
   * @param unit what starts the agent in our images, with the program before it beside it
   * @param coordinator where it listens for agents, on this machine; machines see its port at
   *     {@link #COORDINATOR}
   */
  public ContainerMachines(Path home, Path distribution, Path unit, InetSocketAddress coordinator)
      throws IOException {
    this.home = requireNonNull(home, "home is null").toRealPath();
    this.names = ContainerNames.of(this.home);
    this.runc = new Runc(names.run().resolve("runc"));
    this.cluster = new ClusterPlace(this.home, NETWORK);
    this.network = new SwitchPlace(names, cluster);
    ContainerSettings settings =
        new ContainerSettings(
            this.home,
            distribution.resolve("agent/muster-agent.jar"),
            Files.createDirectories(this.home.resolve("store")),
            switchboard(distribution));
    Images images =
        new Images(
            new SystemLayer(settings.images()),
            new AgentLayer(settings, names, runc),
            new ImageShelf(settings.images()));
    this.image = images.forNodes(Optional.empty()).with(bootLayer(unit));
    Files.createDirectories(cluster.directory());
    new Switch(network, settings, new ProcessTable(Path.of("/proc"))).up(coordinator.getPort());
    doors.openForAgents(network, coordinator);
  }

  private static List<String> switchboard(Path distribution) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-Xmx24m",
        "-cp",
        distribution.resolve("lib/muster-coordinator.jar").toString(),
        "org.muster.coordinator.app.SwitchboardMain");
  }

  /** What systemd does with the unit, which containers of this kind have not. */
  private Path bootLayer(Path unit) throws IOException {
    Path layer = home.resolve("boot-layer");
    Layers.createFolder(layer, "usr/lib/muster");
    Path join = unit.resolveSibling("muster-join");
    Layers.writeProgram(layer.resolve("usr/lib/muster/muster-join"), Files.readString(join));
    List<String> lines = Files.readAllLines(unit);
    Layers.writeProgram(
        layer.resolve(BOOT),
        BOOT_SCRIPT.formatted(
            said(lines, "Environment="), said(lines, "ExecStartPre="), said(lines, "ExecStart=")));
    return layer;
  }

  private static String said(List<String> unit, String setting) {
    return unit.stream()
        .filter(line -> line.startsWith(setting))
        .map(line -> line.substring(setting.length()))
        .collect(joining());
  }

  @Override
  public synchronized String boot(Order order) throws IOException {
    Instance instance = new Instance(++made, order);
    instances.put(order.instanceId(), instance);
    ContainerPlace place = place(order.instanceId());
    place.create();
    new HostsFile(Containers.hosts(cluster)).put(order.privateAddress(), hostName(order));
    switchOn(instance);
    return order.privateAddress();
  }

  @Override
  public synchronized String start(Order order) throws IOException {
    Instance instance = instances.get(order.instanceId());
    instance.order = order;
    switchOn(instance);
    return order.privateAddress();
  }

  private static String hostName(Order order) {
    return "ip-" + order.privateAddress().replace('.', '-');
  }

  private ContainerPlace place(String instance) {
    return new ContainerPlace(
        new NodePlace(cluster.directory().resolve("nodes").resolve(instance)));
  }

  private String name(String instance) {
    return names.ofNode(NETWORK, new NodeId(instance));
  }

  private void switchOn(Instance instance) throws IOException {
    Order order = instance.order;
    String name = name(order.instanceId());
    ContainerPlace place = place(order.instanceId());
    NodeSize size = SIZES.get(order.instanceType());
    if (size == null) {
      throw new IOException("no container is like a machine of type " + order.instanceType());
    }
    instance.boot++;
    describe(order);
    Files.writeString(place.upper().resolve("etc/hostname"), hostName(order) + "\n");
    RootMount.mount(image, place.upper(), place.work(), place.merged());
    cable(instance).connect(order.privateAddress());
    String bootId = "%s-boot-%d".formatted(order.instanceId(), instance.boot);
    ContainerConfig config =
        new ContainerConfig(
            name,
            place.merged(),
            hostName(order),
            ContainerNames.namespace(name).toString(),
            size,
            List.of(
                "/usr/sbin/init",
                UUID.nameUUIDFromBytes(bootId.getBytes(StandardCharsets.UTF_8)).toString(),
                "/" + BOOT),
            Map.of("/etc/hosts", Containers.hosts(cluster), "/proc/meminfo", memory(place, size)),
            Volumes.attach(place.volumes(), volumes(order)));
    Files.writeString(place.bundle().resolve("config.json"), config.json());
    instance.first = ProcessHandle.of(runc.run(name, place.bundle(), place.console()));
  }

  /** The kernel tells what the whole machine has, and agents believe it. */
  private static Path memory(ContainerPlace place, NodeSize size) throws IOException {
    String kibibytes = Long.toString(size.memoryMb() * KIBIBYTES_PER_MEBIBYTE);
    List<String> lines =
        Files.readAllLines(Path.of("/proc/meminfo")).stream()
            .map(line -> line.replaceFirst("^(Mem\\w+:\\s+)\\d+", "$1" + kibibytes))
            .toList();
    return Files.write(place.bundle().resolve("meminfo"), lines);
  }

  private static List<Volume> volumes(Order order) {
    List<Volume> volumes = new ArrayList<>();
    for (Disk disk : order.disks()) {
      if (ROOT.matcher(disk.device()).matches()) {
        continue;
      }
      char letter = disk.device().charAt(disk.device().length() - 1);
      volumes.add(
          new Volume(
              "ebs" + (volumes.size() + 1),
              letter,
              Math.max(1, disk.gibibytes()) * MEBIBYTES_PER_GIBIBYTE));
    }
    return volumes;
  }

  private NodeNetwork cable(Instance instance) {
    return new NodeNetwork(name(instance.order.instanceId()), network.namespace(), instance.number);
  }

  private void describe(Order order) throws IOException {
    put(order, "meta-data/ami-id", order.imageId());
    put(order, "meta-data/ami-launch-index", Integer.toString(order.launchIndex()));
    put(order, "meta-data/hostname", hostName(order));
    put(order, "meta-data/instance-id", order.instanceId());
    put(order, "meta-data/instance-life-cycle", order.isSpot() ? "spot" : "on-demand");
    put(order, "meta-data/instance-type", order.instanceType());
    put(order, "meta-data/local-hostname", hostName(order));
    put(order, "meta-data/local-ipv4", order.privateAddress());
    put(order, "meta-data/placement/availability-zone", order.zone());
    put(order, "meta-data/placement/region", order.zone().replaceFirst("[a-z]$", ""));
    put(order, "meta-data/block-device-mapping/root", "/dev/xvda");
    for (Volume volume : volumes(order)) {
      put(order, "meta-data/block-device-mapping/" + volume.name(), volume.device());
    }
    put(order, "dynamic/instance-identity/document", order.identity().document());
    put(order, "dynamic/instance-identity/rsa2048", order.identity().rsa2048());
    if (!order.userData().isEmpty()) {
      put(order, "user-data", order.userData());
    }
    if (!order.publicKey().isEmpty()) {
      put(order, "meta-data/public-keys/0/openssh-key", order.publicKey());
    }
    showTags(order, order.tags());
  }

  private void showTags(Order order, SortedMap<String, String> tags) throws IOException {
    for (Map.Entry<String, String> tag : new TreeMap<>(tags).entrySet()) {
      put(order, "meta-data/tags/instance/" + tag.getKey(), tag.getValue());
    }
  }

  private void put(Order order, String name, String text) throws IOException {
    Path file = metadata(order).resolve(name);
    Files.createDirectories(file.getParent());
    PrivateFile.replace(file, text);
  }

  private Path metadata(Order order) {
    return network.metadata().resolve(order.privateAddress());
  }

  @Override
  public synchronized void retag(String instanceId, SortedMap<String, String> tags)
      throws IOException {
    showTags(instances.get(instanceId).order, tags);
  }

  @Override
  public synchronized void notice(String instanceId, Notice notice) throws IOException {
    Order order = instances.get(instanceId).order;
    if (notice.kind() == Notice.Kind.REBALANCE) {
      put(
          order,
          "meta-data/events/recommendations/rebalance",
          "{\"noticeTime\":\"%s\"}".formatted(notice.at()));
      return;
    }
    put(order, "meta-data/spot/termination-time", notice.at().toString());
    put(
        order,
        "meta-data/spot/instance-action",
        "{\"action\":\"terminate\",\"time\":\"%s\"}".formatted(notice.at()));
  }

  @Override
  public void stop(String instanceId) throws IOException {
    Instance instance = instance(instanceId);
    runc.terminate(name(instanceId));
    awaitEnd(instance);
    switchOff(instance);
  }

  private synchronized Instance instance(String id) {
    return instances.get(id);
  }

  private static void awaitEnd(Instance instance) throws IOException {
    try {
      if (instance.first.isPresent()) {
        ProcessHandle gone = instance.first.get().onExit().get(SECONDS_TO_STOP, TimeUnit.SECONDS);
        assert !gone.isAlive();
      }
    } catch (TimeoutException e) {
      // EC2 takes the power away too.
    } catch (Exception e) {
      throw new IOException("waiting for the end of " + instance.order.instanceId(), e);
    }
  }

  private synchronized void switchOff(Instance instance) throws IOException {
    String id = instance.order.instanceId();
    runc.delete(name(id));
    instance.first = Optional.empty();
    cable(instance).disconnect();
    RootMount.unmountAll(place(id).node().root());
    Volumes.detachAll(place(id).node().root());
  }

  @Override
  public void reboot(String instanceId) throws IOException {
    stop(instanceId);
    synchronized (this) {
      switchOn(instances.get(instanceId));
    }
  }

  @Override
  public synchronized void terminate(String instanceId) throws IOException {
    Instance instance = instances.remove(instanceId);
    if (instance == null) {
      return;
    }
    switchOff(instance);
    delete(place(instanceId).node().root());
    delete(metadata(instance.order));
  }

  private static void delete(Path folder) {
    Programs.run("rm", "-rf", "--one-file-system", folder.toString());
  }

  /** The root of a machine's file system, while it is on. */
  public Path root(String instanceId) {
    return place(instanceId).merged();
  }

  /** Also ends what still runs. */
  @Override
  public synchronized void close() throws IOException {
    for (String id : List.copyOf(instances.keySet())) {
      terminate(id);
    }
    doors.close(NETWORK);
    new Sweep(names, home, runc).cluster(NETWORK);
    network.delete();
    Files.deleteIfExists(names.run().resolve("runc"));
    Files.deleteIfExists(names.run());
  }
}
