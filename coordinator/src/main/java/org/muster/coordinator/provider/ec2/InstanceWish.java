package org.muster.coordinator.provider.ec2;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the instances of one group are to be.
 *
 * @param image an id, a name, or {@code ssm:} and a parameter
 * @param types in the order of preference; the next is tried where there is no capacity
 * @param place subnets in the order of preference, and how instances are put there
 * @param volumes the root volume, if anything is said of it, and others
 * @param userData of the user's own; empty for none
 */
record InstanceWish(
    String image,
    List<String> types,
    Market market,
    Place place,
    Access access,
    List<VolumeWish> volumes,
    String userData,
    Map<String, String> tags) {
  InstanceWish {
    requireNonNull(image, "image is null");
    types = List.copyOf(types);
    volumes = List.copyOf(volumes);
    requireNonNull(userData, "userData is null");
    tags = Map.copyOf(tags);
  }

  /**
   * What is paid.
   *
   * @param maxPrice for an hour of spot capacity, in dollars; empty for the price on demand
   */
  record Market(boolean isSpot, Optional<String> maxPrice) {}

  /** Where instances are put. */
  record Place(
      List<String> subnets,
      Optional<String> zone,
      Optional<String> placementGroup,
      Optional<String> tenancy,
      Optional<Boolean> publicAddress) {
    Place {
      subnets = List.copyOf(subnets);
    }
  }

  /** Who may do what on an instance, and how it behaves. */
  record Access(
      Optional<String> instanceProfile,
      Optional<String> keyPair,
      Optional<String> shutdownBehavior,
      Optional<Boolean> isEbsOptimized) {}
}
