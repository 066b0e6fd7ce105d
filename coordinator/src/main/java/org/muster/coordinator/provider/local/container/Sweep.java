package org.muster.coordinator.provider.local.container;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.muster.coordinator.provider.local.ClusterPlace;
import org.muster.coordinator.provider.local.NodePlace;
import org.muster.protocol.ClusterName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away what nobody remembers: whatever carries the mark of this home in its name, or lies
 * below it, and belongs to no node that is written down. A crash in the middle of anything leaves
 * no more than that.
 */
final class Sweep {
  private static final Logger log = LoggerFactory.getLogger(Sweep.class);
  private static final Path NAMESPACES = Path.of("/run/netns");

  /** Below the folder of the clusters: a cluster's, its nodes', a node's. */
  private static final int NODE_DEPTH = 3;

  private final ContainerNames names;
  private final Path clusters;
  private final Runc runc;

  Sweep(ContainerNames names, Path home, Runc runc) {
    this.names = requireNonNull(names, "names is null");
    this.clusters = home.resolve("clusters");
    this.runc = requireNonNull(runc, "runc is null");
  }

  /**
   * Everything but what belongs to nodes and switches that there should be.
   *
   * @param wanted all clusters, whatever their nodes are made of: what somebody has mounted in one
   *     that is a process is his
   */
  void leftovers(List<ClusterPlace> wanted) throws IOException {
    Set<String> kept = new TreeSet<>();
    Set<Path> folders = new TreeSet<>();
    for (ClusterPlace cluster : wanted) {
      boolean isOfContainers = cluster.isolation().equals("container");
      if (isOfContainers) {
        kept.add(names.ofSwitch(cluster.name()));
      }
      for (NodePlace node : cluster.allNodes()) {
        if (node.record().isPresent()) {
          folders.add(node.root());
          if (isOfContainers) {
            kept.add(name(cluster, node));
          }
        }
      }
    }
    take(
        name -> !kept.contains(name),
        path -> path.startsWith(clusters) && folders.stream().noneMatch(path::startsWith));
  }

  private String name(ClusterPlace cluster, NodePlace node) {
    return "%s.%s".formatted(names.ofSwitch(cluster.name()), node.root().getFileName());
  }

  /** Everything of one cluster. */
  void cluster(ClusterName cluster) throws IOException {
    String ofSwitch = names.ofSwitch(cluster);
    Path folder = clusters.resolve(cluster.value());
    take(
        name -> name.equals(ofSwitch) || name.startsWith(ofSwitch + "."),
        path -> path.startsWith(folder));
  }

  private void take(Predicate<String> isLeft, Predicate<Path> isLeftBelow) throws IOException {
    Predicate<String> isOurs = name -> name.startsWith(names.mark() + ".") && isLeft.test(name);
    for (String container : runc.containers()) {
      if (isOurs.test(container)) {
        log.info("removing container {}, which belongs to no node", container);
        runc.delete(container);
      }
    }
    for (Path group : ControlGroups.named(isOurs)) {
      ControlGroups.remove(group);
    }
    for (String namespace : namespaces()) {
      if (isOurs.test(namespace)) {
        log.info("removing network {}, which belongs to no node", namespace);
        NodeNetwork.removeWithAllInside(namespace);
      }
    }
    List<Path> mounted = new ArrayList<>(RootMount.below(clusters));
    for (Path mount : mounted) {
      if (isOfNode(mount) && isLeftBelow.test(mount)) {
        RootMount.unmountAll(mount);
      }
    }
    for (Volumes.Attached each : Volumes.attached()) {
      if (isLeftBelow.test(each.file())) {
        Volumes.detach(each);
      }
    }
  }

  /**
   * Whether a node's root is there, or something in it. A disk for all clusters, say, is not ours.
   */
  private boolean isOfNode(Path mount) throws IOException {
    Path inside = clusters.toRealPath().relativize(mount);
    return inside.getNameCount() > NODE_DEPTH
        && inside.getName(1).toString().equals("nodes")
        && inside.getName(NODE_DEPTH).toString().equals("root");
  }

  private static List<String> namespaces() throws IOException {
    if (!Files.isDirectory(NAMESPACES)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(NAMESPACES)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
