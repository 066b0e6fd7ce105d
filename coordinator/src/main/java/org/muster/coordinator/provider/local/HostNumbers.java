package org.muster.coordinator.provider.local;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.ClusterName;

/** The last parts of the addresses that a cluster's nodes have. */
final class HostNumbers {
  private final ClusterName cluster;
  private final Set<Integer> taken;

  HostNumbers(ClusterName cluster, Set<Integer> taken) {
    this.cluster = cluster;
    this.taken = new HashSet<>(taken);
  }

  static HostNumbers of(ClusterPlace cluster) throws IOException {
    Set<Integer> taken = new HashSet<>();
    for (NodePlace node : cluster.allNodes()) {
      node.record().ifPresent(found -> taken.add(found.hostNumber()));
    }
    return new HostNumbers(cluster.name(), taken);
  }

  /** The index and one; or the lowest that is free, when nodes came and went for a long time. */
  int take(int index) {
    if (index < AddressBlock.SIZE && taken.add(index + 1)) {
      return index + 1;
    }
    for (int number = 1; number <= AddressBlock.SIZE; number++) {
      if (taken.add(number)) {
        return number;
      }
    }
    throw new MusterException(
        ErrorCode.PROVIDER_FAILED,
        "all %d addresses of cluster '%s' are taken; remove nodes first"
            .formatted(AddressBlock.SIZE, cluster));
  }
}
