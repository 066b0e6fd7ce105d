package org.muster.coordinator.provider;

import static java.util.Objects.requireNonNull;

import org.muster.coordinator.core.spec.ProviderSpec;
import org.muster.protocol.ClusterName;

/**
 * One life of a cluster, and where its nodes are.
 *
 * @param number tells it from an earlier life under the same name
 */
public record Incarnation(ClusterName cluster, long number, ProviderSpec provider) {
  public Incarnation {
    requireNonNull(cluster, "cluster is null");
    requireNonNull(provider, "provider is null");
  }
}
