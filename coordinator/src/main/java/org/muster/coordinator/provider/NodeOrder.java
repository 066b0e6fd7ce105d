package org.muster.coordinator.provider;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.muster.protocol.NodeId;
import org.muster.protocol.Role;

/**
 * One node of a launch call.
 *
 * @param type size, in the provider's words
 * @param index ordinal of the node within its cluster, from 0
 * @param settings of its group: what only the provider understands
 */
public record NodeOrder(
    NodeId node, Role role, String type, int index, SortedMap<String, String> settings) {
  public NodeOrder {
    requireNonNull(node, "node is null");
    requireNonNull(role, "role is null");
    requireNonNull(type, "type is null");
    settings =
        settings == null
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }
}
