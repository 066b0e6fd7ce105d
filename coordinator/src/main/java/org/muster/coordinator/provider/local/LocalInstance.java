package org.muster.coordinator.provider.local;

import java.util.Optional;
import org.muster.protocol.ClusterName;
import org.muster.protocol.Names;
import org.muster.protocol.NodeId;

/** The names of the machines that nodes would be if they were machines. */
final class LocalInstance {
  private LocalInstance() {}

  static String of(ClusterName cluster, long incarnation, NodeId node) {
    return prefix(cluster, incarnation) + node;
  }

  /** The node that has this instance; empty when it is of another cluster or another life. */
  static Optional<NodeId> node(ClusterName cluster, long incarnation, String instance) {
    String prefix = prefix(cluster, incarnation);
    if (!instance.startsWith(prefix)) {
      return Optional.empty();
    }
    String name = instance.substring(prefix.length());
    return Names.isValid(name) ? Optional.of(new NodeId(name)) : Optional.empty();
  }

  private static String prefix(ClusterName cluster, long incarnation) {
    return "local-%s-%d-".formatted(cluster, incarnation);
  }
}
