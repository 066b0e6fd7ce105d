package org.muster.coordinator.flow;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.muster.protocol.ClusterName;

/**
 * How much each agent may send of its logs before the first of it is written here. All agents
 * together fill no more than the coordinator has memory for, however many they are. Safe for use by
 * several threads.
 */
final class LogAllowance {
  /** More does not make one agent faster. */
  static final long MOST_BYTES = 1L << 20;

  /** Less makes more messages than output. */
  static final long LEAST_BYTES = 8L << 10;

  /** Of all agents together; a byte on its way takes up to three in memory. */
  static final long ALL_BYTES = 32L << 20;

  private final Map<ClusterName, Integer> nodes = new ConcurrentHashMap<>();

  /** The bytes for an agent of a cluster that now has so many nodes. */
  long bytesFor(ClusterName cluster, int size) {
    nodes.put(cluster, size);
    long all = nodes.values().stream().mapToLong(Integer::longValue).sum();
    return Math.max(LEAST_BYTES, Math.min(MOST_BYTES, ALL_BYTES / Math.max(1, all)));
  }

  void forget(ClusterName cluster) {
    nodes.remove(cluster);
  }
}
