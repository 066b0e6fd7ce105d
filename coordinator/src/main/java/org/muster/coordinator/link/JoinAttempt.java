package org.muster.coordinator.link;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.muster.coordinator.core.membership.InstanceDocument;
import org.muster.protocol.ClusterName;
import org.muster.protocol.Facts;
import org.muster.protocol.LaunchId;

/**
 * A machine that wants to join. That it holds the key is proven.
 *
 * @param incarnation the life of the cluster for which the token was checked
 * @param publicKey Base64 of the X.509 form of the node's key
 * @param isTokenProven whether it holds the token of its launch; a known node need not
 * @param document what its provider has signed of it; the signature was checked
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
    Optional<InstanceDocument> document,
    String remoteAddress) {
  public JoinAttempt {
    requireNonNull(cluster, "cluster is null");
    requireNonNull(launch, "launch is null");
    requireNonNull(instance, "instance is null");
    requireNonNull(publicKey, "publicKey is null");
    requireNonNull(facts, "facts is null");
    requireNonNull(document, "document is null");
    requireNonNull(remoteAddress, "remoteAddress is null");
  }

  /** Of an instance whose provider signs nothing. */
  public JoinAttempt(
      ClusterName cluster,
      long incarnation,
      LaunchId launch,
      String instance,
      String publicKey,
      Facts facts,
      boolean isTokenProven,
      String remoteAddress) {
    this(
        cluster,
        incarnation,
        launch,
        instance,
        publicKey,
        facts,
        isTokenProven,
        Optional.empty(),
        remoteAddress);
  }
}
