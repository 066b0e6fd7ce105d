package org.muster.coordinator.provider;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.muster.coordinator.core.spec.ProviderSpec;
import org.muster.protocol.ClusterName;
import org.muster.protocol.LaunchId;

/**
 * One launch call, as it stands in the ledger.
 *
 * @param incarnation tells this life of the cluster from an earlier one under the same name
 * @param launch the idempotency token of the call
 */
public record LaunchOrder(
    ClusterName cluster,
    long incarnation,
    LaunchId launch,
    ProviderSpec provider,
    List<NodeOrder> nodes,
    JoinData join) {
  public LaunchOrder {
    requireNonNull(cluster, "cluster is null");
    requireNonNull(launch, "launch is null");
    requireNonNull(provider, "provider is null");
    requireNonNull(join, "join is null");
    nodes = List.copyOf(nodes);
  }

  /** Whose nodes these are to be. */
  public Incarnation life() {
    return new Incarnation(cluster, incarnation, provider);
  }
}
