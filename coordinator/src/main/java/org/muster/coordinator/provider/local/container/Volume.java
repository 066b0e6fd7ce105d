package org.muster.coordinator.provider.local.container;

import static java.util.Objects.requireNonNull;

/**
 * A disk of a node besides its root.
 *
 * @param name what the metadata calls it: {@code ephemeral0}, {@code ebs1}
 * @param letter the last of its device's name: {@code b} is {@code /dev/sdb}
 */
record Volume(String name, char letter, long megabytes) {
  Volume {
    requireNonNull(name, "name is null");
    if (megabytes < 1) {
      throw new IllegalArgumentException("%s of %d MB is no disk".formatted(name, megabytes));
    }
  }

  /** As the metadata names it. */
  String device() {
    return "sd" + letter;
  }
}
