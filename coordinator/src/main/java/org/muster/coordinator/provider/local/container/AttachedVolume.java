package org.muster.coordinator.provider.local.container;

import static java.util.Objects.requireNonNull;

/**
 * A disk as a node sees it.
 *
 * @param device where it is in the node, such as {@code /dev/sdf}
 */
record AttachedVolume(String device, int major, int minor) {
  AttachedVolume {
    requireNonNull(device, "device is null");
  }
}
