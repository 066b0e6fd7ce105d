package org.muster.coordinator.provider.local.container;

import org.muster.coordinator.provider.local.AddressBlock;

/**
 * The addresses within the switch of a cluster. Each cluster has a switch of its own, so they need
 * not differ between clusters; that they do is for people.
 */
record Subnet(int third) {
  /** The coordinator, as nodes see it. */
  static final String SWITCH = "10.77.0.1";

  /** Where EC2 has the metadata service. */
  static final String METADATA = "169.254.169.254";

  static final int PREFIX = 16;

  Subnet {
    if (third < 1 || third > 255) {
      throw new IllegalArgumentException("10.77.%d is no subnet of nodes".formatted(third));
    }
  }

  /** The one whose addresses look like those on this machine through which people come. */
  static Subnet beside(AddressBlock block) {
    return new Subnet(Math.max(1, block.third()));
  }

  String address(int hostNumber) {
    if (hostNumber < 1 || hostNumber > AddressBlock.SIZE) {
      throw new IllegalArgumentException("10.77.%d.%d is no node".formatted(third, hostNumber));
    }
    return "10.77.%d.%d".formatted(third, hostNumber);
  }
}
