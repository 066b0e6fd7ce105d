package org.muster.coordinator.provider.local;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** The kinds of nodes that there are, by the name that a spec gives them. */
record Isolations(Map<String, Isolation> byName) {
  Isolations {
    byName = new TreeMap<>(byName);
  }

  /** What the nodes of this cluster were made as. */
  Isolation of(ClusterPlace cluster) throws IOException {
    return named(cluster.isolation());
  }

  Isolation named(String name) {
    Isolation isolation = byName.get(name);
    if (isolation == null) {
      throw new MusterException(
          ErrorCode.INVALID_INPUT,
          "local nodes have no isolation '%s'; use one of: %s"
              .formatted(name, String.join(", ", byName.keySet())));
    }
    return isolation;
  }
}
