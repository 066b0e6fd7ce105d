package org.muster.protocol;

import static java.util.Objects.requireNonNull;

/**
 * A node as the other nodes of its cluster see it.
 *
 * @param index ordinal within the cluster, from 0; masters come first
 */
public record Member(NodeId node, Role role, String address, int index) {
  public Member {
    requireNonNull(node, "node is null");
    requireNonNull(role, "role is null");
    requireNonNull(address, "address is null");
  }
}
