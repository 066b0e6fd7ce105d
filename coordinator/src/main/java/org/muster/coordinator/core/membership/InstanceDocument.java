package org.muster.coordinator.core.membership;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What a provider has signed of an instance. Whoever makes one has checked the signature.
 *
 * @param pendingAt when the instance was started
 */
public record InstanceDocument(
    String instance, String account, String region, String image, Instant pendingAt) {
  public InstanceDocument {
    requireNonNull(instance, "instance is null");
    requireNonNull(account, "account is null");
    requireNonNull(region, "region is null");
    requireNonNull(image, "image is null");
    requireNonNull(pendingAt, "pendingAt is null");
  }
}
