package org.muster.coordinator.core.spec;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.muster.protocol.Role;

/**
 * A number of nodes that are alike.
 *
 * @param type size of the nodes: small, medium, large, or what the provider calls its own
 * @param settings what only the provider understands
 */
public record GroupSpec(Role role, int count, String type, SortedMap<String, String> settings) {
  public GroupSpec {
    requireNonNull(role, "role is null");
    requireNonNull(type, "type is null");
    if (count < 0) {
      throw new IllegalArgumentException("a group of %d nodes is not possible".formatted(count));
    }
    settings =
        settings == null
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }
}
