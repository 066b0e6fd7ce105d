package org.muster.coordinator.provider.local;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Takes nodes away so that nothing is left of them: no process, no file. May be repeated. */
final class NodeRemoval {
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final Isolations isolations;

  NodeRemoval(Isolations isolations) {
    this.isolations = isolations;
  }

  void remove(ClusterPlace cluster, Collection<NodePlace> nodes) throws IOException {
    for (NodePlace node : nodes) {
      Optional<NodeRecord> found = node.record();
      if (found.isPresent()) {
        node.write(found.get().wishing(NodeRecord.Wish.REMOVE));
      }
    }
    Isolation isolation = isolations.of(cluster);
    isolation.end(cluster, nodes, GRACE);
    for (NodePlace node : nodes) {
      isolation.release(cluster, node);
      cluster.discard(node);
    }
    cluster.deleteDiscarded();
  }

  /** What an earlier cluster of the same name left here. */
  void removeLivesBefore(long incarnation, ClusterPlace cluster) throws IOException {
    List<NodePlace> old = new ArrayList<>();
    for (NodePlace node : cluster.allNodes()) {
      Optional<NodeRecord> found = node.record();
      if (found.isPresent() && found.get().incarnation() < incarnation) {
        old.add(node);
      }
    }
    if (!old.isEmpty()) {
      remove(cluster, old);
    }
  }

  /** The cluster with all it has, unless a later life of it has begun. */
  void removeAll(ClusterPlace cluster, long incarnation) throws IOException {
    removeLivesBefore(incarnation + 1, cluster);
    for (NodePlace node : cluster.allNodes()) {
      if (node.record().isPresent()) {
        return;
      }
    }
    isolations.of(cluster).clear(cluster);
    FileTree.delete(cluster.home(), cluster.directory());
  }
}
