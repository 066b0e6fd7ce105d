package org.muster.coordinator.provider.local.container;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.muster.protocol.ClusterName;
import org.muster.protocol.NodeId;
import org.muster.protocol.Sha256;

/**
 * The names of everything outside of the home that belongs to it: namespaces, control groups,
 * containers. What carries the mark of this home is ours, whoever made it, and nothing else is.
 *
 * @param mark of the home
 */
record ContainerNames(String mark) {
  private static final Path NAMESPACES = Path.of("/run/netns");
  private static final int DIGITS = 8;

  ContainerNames {
    requireNonNull(mark, "mark is null");
  }

  static ContainerNames of(Path home) {
    String hash = Sha256.of(home.toString().getBytes(StandardCharsets.UTF_8)).hex();
    return new ContainerNames("muster-" + hash.substring(0, DIGITS));
  }

  /** The network namespace of a cluster's switch. */
  String ofSwitch(ClusterName cluster) {
    return "%s.%s".formatted(mark, cluster);
  }

  /** The network namespace, the control group and the container of a node. */
  String ofNode(ClusterName cluster, NodeId node) {
    return "%s.%s.%s".formatted(mark, cluster, node);
  }

  /** For what is gone when the machine is booted: sockets, and what runs. */
  Path run() {
    return Path.of("/run", mark);
  }

  static Path namespace(String name) {
    return NAMESPACES.resolve(name);
  }
}
