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

  private final Reaper reaper;

  NodeRemoval(Reaper reaper) {
    this.reaper = reaper;
  }

  void remove(ClusterPlace cluster, Collection<NodePlace> nodes) throws IOException {
    for (NodePlace node : nodes) {
      Optional<NodeRecord> found = node.record();
      if (found.isPresent()) {
        node.write(found.get().wishing(NodeRecord.Wish.REMOVE));
      }
    }
    reaper.end(nodes, GRACE);
    for (NodePlace node : nodes) {
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
    String nodes = cluster.nodes() + "/";
    reaper.end(directory -> directory.startsWith(nodes), GRACE);
    FileTree.delete(cluster.home(), cluster.directory());
  }
}
