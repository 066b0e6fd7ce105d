package org.muster.coordinator.core.membership;

import static java.util.Objects.requireNonNull;

/**
 * What a provider answers when it is asked for one of our instances; empty texts where it does not
 * say.
 *
 * @param isOn whether it runs, or is about to
 * @param state in the provider's own word
 */
public record InstanceRecord(
    String instance, String account, String region, String image, boolean isOn, String state) {
  public InstanceRecord {
    requireNonNull(instance, "instance is null");
    requireNonNull(account, "account is null");
    requireNonNull(region, "region is null");
    requireNonNull(image, "image is null");
    requireNonNull(state, "state is null");
  }
}
