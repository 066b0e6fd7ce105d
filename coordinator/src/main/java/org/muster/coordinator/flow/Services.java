package org.muster.coordinator.flow;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.muster.protocol.ClusterName;

/** The clusters of this coordinator. Thread-safe. */
final class Services {
  private final Map<ClusterName, ClusterService> services = new ConcurrentHashMap<>();
  private final ClusterKit kit;

  Services(ClusterKit kit) {
    this.kit = kit;
  }

  Optional<ClusterService> find(ClusterName cluster) {
    return Optional.ofNullable(services.get(cluster));
  }

  /** The service of a cluster, new if need be, and not loaded in that case. */
  Made findOrMake(ClusterName cluster) {
    ClusterService fresh = new ClusterService(kit, cluster);
    ClusterService known = services.putIfAbsent(cluster, fresh);
    return known == null ? new Made(fresh, true) : new Made(known, false);
  }

  Collection<ClusterService> all() {
    return List.copyOf(services.values());
  }

  /** A service, and whether it has to be loaded. */
  record Made(ClusterService service, boolean isNew) {}
}
