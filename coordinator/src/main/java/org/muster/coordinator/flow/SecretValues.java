package org.muster.coordinator.flow;

import java.util.Map;
import org.muster.protocol.ClusterName;

/** Where the values of secrets are kept, and nothing else is. Its methods block. */
public interface SecretValues {
  void save(ClusterName cluster, Map<String, String> secrets);

  Map<String, String> load(ClusterName cluster);

  void forget(ClusterName cluster);
}
