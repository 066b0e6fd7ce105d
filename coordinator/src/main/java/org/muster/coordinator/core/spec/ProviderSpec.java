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

  /** Whether instances show a document that their provider has signed, or the token is enough. */
  public static final String IDENTITY = "identity";

  public static final String BY_TOKEN = "token";

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

  /** Whether a node has to show who it is by a document that its provider has signed. */
  public boolean asksForIdentity() {
    return kind.equals("ec2") && !BY_TOKEN.equals(settings.get(IDENTITY));
  }
}
