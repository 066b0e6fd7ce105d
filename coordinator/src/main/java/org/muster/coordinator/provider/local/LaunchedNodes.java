package org.muster.coordinator.provider.local;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.muster.coordinator.provider.LaunchOrder;
import org.muster.coordinator.provider.NodeOrder;
import org.muster.coordinator.provider.PrivateFile;
import org.muster.coordinator.provider.UserData;
import org.muster.crash.CrashPoint;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** Makes the directories of nodes: everything of a node but its processes. */
final class LaunchedNodes {
  private final LocalSettings settings;
  private final Listeners listeners;

  LaunchedNodes(LocalSettings settings, Listeners listeners) {
    this.settings = settings;
    this.listeners = listeners;
  }

  /** The node as this launch made it, now or in an earlier call. */
  NodeRecord make(
      ClusterPlace cluster, LaunchOrder order, NodeOrder wanted, HostNumbers numbers, Instant now)
      throws IOException {
    NodePlace place = cluster.node(wanted.node());
    Optional<NodeRecord> existing = place.record();
    if (existing.isPresent()) {
      return sameLaunch(order, existing.get());
    }
    cluster.discard(place);
    NodeRecord fresh = fresh(order, wanted, numbers.take(wanted.index()), now);
    place.create();
    PrivateFile.replace(place.config(), userData(cluster, order, wanted, fresh));
    place.write(fresh);
    settings.crashes().passed(CrashPoint.NODE_RECORDED);
    return fresh;
  }

  private static NodeRecord sameLaunch(LaunchOrder order, NodeRecord existing) {
    if (existing.incarnation() != order.incarnation()
        || !existing.launch().equals(order.launch())) {
      throw new MusterException(
          ErrorCode.CONFLICT,
          ("node '%s' of cluster '%s' was made by launch '%s' of life %d, so launch '%s' of life %d"
                  + " cannot make it; destroy the cluster first")
              .formatted(
                  existing.node(),
                  order.cluster(),
                  existing.launch(),
                  existing.incarnation(),
                  order.launch(),
                  order.incarnation()));
    }
    return existing;
  }

  private static NodeRecord fresh(
      LaunchOrder order, NodeOrder wanted, int hostNumber, Instant now) {
    StartDelays delays = StartDelays.of(order.provider().settings());
    return new NodeRecord(
        wanted.node(),
        LocalInstance.of(order.cluster(), order.incarnation(), wanted.node()),
        order.incarnation(),
        order.launch(),
        hostNumber,
        NodeRecord.Wish.RUN,
        1,
        now.plus(delays.of(wanted.node())).toEpochMilli());
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
    ofNode.put("address", block(cluster).address(fresh.hostNumber()));
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

  /** One cluster at a time, so that no two choose the same. */
  private synchronized AddressBlock block(ClusterPlace cluster) throws IOException {
    Optional<AddressBlock> chosen = cluster.block();
    if (chosen.isPresent()) {
      return chosen.get();
    }
    Set<AddressBlock> inUse = listeners.blocks();
    for (ClusterPlace other : ClusterPlace.all(cluster.home())) {
      other.block().ifPresent(inUse::add);
    }
    AddressBlock block = AddressBlocks.choose(cluster.home(), cluster.name(), inUse);
    cluster.write(block);
    return block;
  }
}
