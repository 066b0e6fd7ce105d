package org.muster.coordinator.core.event;

import java.util.SortedMap;
import org.muster.protocol.NodeId;
import org.muster.protocol.Role;

/**
 * A node that is to be.
 *
 * @param index ordinal within the cluster, from 0; masters come first
 */
public record NodeWish(
    NodeId node, Role role, String type, int index, SortedMap<String, String> settings) {}
