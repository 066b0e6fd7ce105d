package org.muster.coordinator.provider.local.container;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A file system to boot from.
 *
 * @param layers folders that are laid over each other, the lowest first
 */
record Image(List<Path> layers) {
  Image {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("an image has at least one layer");
    }
  }

  Image with(Path layer) {
    List<Path> all = new ArrayList<>(layers);
    all.add(layer);
    return new Image(all);
  }

  /** As the kernel wants to be told: the highest first. */
  String lowerDirectories() {
    List<Path> highestFirst = new ArrayList<>(layers);
    Collections.reverse(highestFirst);
    return String.join(":", highestFirst.stream().map(Path::toString).toList());
  }
}
