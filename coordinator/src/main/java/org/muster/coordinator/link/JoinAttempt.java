package org.muster.coordinator.link;

import static java.util.Objects.requireNonNull;

import org.muster.protocol.ClusterName;
import org.muster.protocol.Facts;
import org.muster.protocol.LaunchId;

/**
 * A machine that wants to join. That it holds the key is proven.
 *
 * @param incarnation the life of the cluster for which the token was checked
 * @param publicKey Base64 of the X.509 form of the node's key
 * @param isTokenProven whether it holds the token of its launch; a known node need not
 * @param remoteAddress where the connection comes from
 */
public record JoinAttempt(
    ClusterName cluster,
    long incarnation,
    LaunchId launch,
    String instance,
    String publicKey,
    Facts facts,
    boolean isTokenProven,
    String remoteAddress) {
  public JoinAttempt {
    requireNonNull(cluster, "cluster is null");
    requireNonNull(launch, "launch is null");
    requireNonNull(instance, "instance is null");
    requireNonNull(publicKey, "publicKey is null");
    requireNonNull(facts, "facts is null");
    requireNonNull(remoteAddress, "remoteAddress is null");
  }
}
