package org.muster.coordinator.core.controller;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.muster.coordinator.core.membership.InstanceDocument;
import org.muster.coordinator.core.membership.InstanceRecord;
import org.muster.protocol.Facts;
import org.muster.protocol.LaunchId;

/**
 * Who wants to join, with what was proven.
 *
 * @param publicKey Base64; the caller has proven that it holds the key
 * @param isTokenProven whether it also knew the launch's token
 * @param document what its provider has signed of it, where it has shown that
 * @param known what its provider says of the instance, where it was asked and knows it
 */
public record JoinClaim(
    LaunchId launch,
    String instance,
    String publicKey,
    Facts facts,
    boolean isTokenProven,
    Optional<InstanceDocument> document,
    Optional<InstanceRecord> known) {
  public JoinClaim {
    requireNonNull(document, "document is null");
    requireNonNull(known, "known is null");
  }

  /** Where a provider signs nothing. */
  public JoinClaim(
      LaunchId launch, String instance, String publicKey, Facts facts, boolean isTokenProven) {
    this(launch, instance, publicKey, facts, isTokenProven, Optional.empty(), Optional.empty());
  }
}
