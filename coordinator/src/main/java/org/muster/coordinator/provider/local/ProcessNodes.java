package org.muster.coordinator.provider.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.coordinator.core.spec.GroupSpec;
import org.muster.coordinator.core.view.EntranceView;
import org.muster.coordinator.provider.LaunchOrder;
import org.muster.coordinator.provider.NodeOrder;
import org.muster.coordinator.provider.PrivateFile;
import org.muster.coordinator.provider.UserData;
import org.muster.protocol.NodeId;
import org.muster.time.Pause;

/**
 * Nodes without root: each one a directory, a loopback address, and an agent whose processes all
 * carry the directory in their environment.
 */
public final class ProcessNodes implements Isolation {
  private static final Path PROC = Path.of("/proc");
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final LocalSettings settings;
  private final Reaper reaper;
  private final NodeBoots boots;

  /** Looks at the machine's processes. */
  public ProcessNodes(LocalSettings settings, Pause pause) throws IOException {
    ProcessTable processes = new ProcessTable(PROC);
    this.settings = settings;
    this.reaper = new Reaper(processes, pause);
    this.boots = new NodeBoots(new Agents(settings, processes));
  }

  @Override
  public List<String> check(ClusterSpec spec) throws IOException {
    return new SpecCheck(new MachineMemory(PROC).totalMb(), ProcessNodes::settings, Set.of())
        .mistakes(spec);
  }

  static List<String> settings(GroupSpec group) {
    return group.settings().keySet().stream()
        .map(
            name ->
                "the %s group has the setting '%s', but nodes that are processes have none; remove it"
                    .formatted(group.role().label(), name))
        .toList();
  }

  @Override
  public void prepare(ClusterPlace cluster, LaunchOrder order) {
    // All that a process needs is there.
  }

  @Override
  public void make(ClusterPlace cluster, LaunchOrder order, NodeOrder wanted, NodeRecord fresh)
      throws IOException {
    NodePlace place = cluster.node(wanted.node());
    place.create();
    PrivateFile.replace(place.config(), userData(cluster, order, wanted, fresh));
  }

  private String userData(
      ClusterPlace cluster, LaunchOrder order, NodeOrder wanted, NodeRecord fresh)
      throws IOException {
    NodePlace place = cluster.node(wanted.node());
    NodeSize size = NodeSize.of(wanted.type());
    Map<String, Object> ofNode = new TreeMap<>();
    ofNode.put("instance", fresh.instance());
    ofNode.put("bootId", fresh.bootId());
    ofNode.put("root", place.root().toString());
    ofNode.put("state", place.state().toString());
    ofNode.put("address", cluster.block().orElseThrow().address(fresh.hostNumber()));
    ofNode.put("isolation", "process");
    ofNode.put("instanceType", wanted.type());
    ofNode.put("memoryMb", size.memoryMb());
    ofNode.put("cores", size.cores());
    ofNode.put("dataDirs", List.of(place.dataDirectory().toString()));
    ofNode.put("portOffset", fresh.hostNumber());
    ofNode.put("sharedStore", settings.store().toString());
    settings
        .crashes()
        .file()
        .map(file -> file.resolveSibling(wanted.node().value()).toString())
        .ifPresent(file -> ofNode.put("crashPoints", file));
    return new UserData(order.cluster(), order.launch(), order.join()).json(ofNode);
  }

  @Override
  public void run(ClusterPlace cluster, NodePlace node, NodeRecord made, Instant now)
      throws IOException {
    boots.run(node, made, now);
  }

  @Override
  public void keepRunning(ClusterPlace cluster, NodePlace node, Instant now) throws IOException {
    boots.keepRunning(node, now);
  }

  @Override
  public void boot(ClusterPlace cluster, NodePlace node, NodeRecord stopped, Instant now)
      throws IOException {
    boots.boot(node, stopped, now);
  }

  @Override
  public void end(ClusterPlace cluster, Collection<NodePlace> nodes, Duration grace)
      throws IOException {
    reaper.end(nodes, grace);
    for (NodePlace node : nodes) {
      node.forgetProcesses();
    }
  }

  @Override
  public void release(ClusterPlace cluster, NodePlace node) {
    // A process that has ended holds nothing.
  }

  @Override
  public void clear(ClusterPlace cluster) {
    String nodes = cluster.nodes() + "/";
    reaper.end(directory -> directory.startsWith(nodes), GRACE);
  }

  @Override
  public void keepRunning(ClusterPlace cluster) {
    // Its nodes are all that it has.
  }

  @Override
  public EntranceView entrance(ClusterPlace cluster, NodeId node) {
    return new EntranceView(
        EntranceView.Kind.PROCESS, cluster.node(node).root().toString(), node.value());
  }
}
