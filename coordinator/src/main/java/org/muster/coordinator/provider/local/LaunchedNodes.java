package org.muster.coordinator.provider.local;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.muster.coordinator.provider.LaunchOrder;
import org.muster.coordinator.provider.NodeOrder;
import org.muster.crash.CrashPoint;
import org.muster.crash.CrashPoints;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** Makes the directories of nodes: everything of a node but what runs on it. */
final class LaunchedNodes {
  private final Listeners listeners;
  private final CrashPoints crashes;

  LaunchedNodes(Listeners listeners, CrashPoints crashes) {
    this.crashes = crashes;
    this.listeners = listeners;
  }

  /** One launch call, and what its nodes are made of. */
  record Call(Isolation isolation, ClusterPlace cluster, LaunchOrder order, Instant now) {}

  /** The node as this launch made it, now or in an earlier call. */
  NodeRecord make(Call call, NodeOrder wanted, HostNumbers numbers) throws IOException {
    ClusterPlace cluster = call.cluster();
    LaunchOrder order = call.order();
    NodePlace place = cluster.node(wanted.node());
    Optional<NodeRecord> existing = place.record();
    if (existing.isPresent()) {
      return sameLaunch(order, existing.get());
    }
    call.isolation().release(cluster, place);
    cluster.discard(place);
    NodeRecord fresh = fresh(order, wanted, numbers.take(wanted.index()), call.now());
    call.isolation().make(cluster, order, wanted, fresh);
    place.write(fresh);
    crashes.passed(CrashPoint.NODE_RECORDED);
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

  /** One cluster at a time, so that no two choose the same. */
  synchronized AddressBlock block(ClusterPlace cluster) throws IOException {
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
