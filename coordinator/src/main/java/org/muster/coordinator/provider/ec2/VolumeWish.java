package org.muster.coordinator.provider.ec2;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A volume that an instance is to have.
 *
 * @param device as EC2 names it; empty for the root volume, whose name is the image's
 * @param size in GiB; empty for as large as the image's
 * @param kmsKey empty for the account's own
 */
record VolumeWish(
    Optional<String> device,
    OptionalInt size,
    String type,
    OptionalInt iops,
    OptionalInt throughput,
    boolean isEncrypted,
    Optional<String> kmsKey) {
  VolumeWish {
    requireNonNull(device, "device is null");
    requireNonNull(type, "type is null");
    requireNonNull(kmsKey, "kmsKey is null");
  }
}
