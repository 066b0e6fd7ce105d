package org.muster.coordinator.core.spec;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the nodes come from.
 *
 * @param kind {@code local}, {@code ec2} or {@code static}
 * @param isolation {@code process}, {@code container} or {@code machine}
 * @param settings what only this provider understands
 */
public record ProviderSpec(String kind, String isolation, SortedMap<String, String> settings) {
  public static final String BUILDS_IMAGE = "builds_image";

  public ProviderSpec {
    requireNonNull(kind, "kind is null");
    requireNonNull(isolation, "isolation is null");
    settings =
        settings == null
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }

  /** Whether the one node is made to be frozen into an image: no cluster will ever run on it. */
  public boolean buildsImage() {
    return "true".equals(settings.get(BUILDS_IMAGE));
  }
}
