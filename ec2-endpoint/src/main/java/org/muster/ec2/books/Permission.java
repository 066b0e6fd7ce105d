package org.muster.ec2.books;

/**
 * Whom a security group lets in.
 *
 * @param source an address block, or the id of a group
 * @param from the first port; -1 for all
 */
public record Permission(
    String protocol, int from, int to, String source, boolean isGroup, String description) {
  /** Descriptions don't make a rule another one. */
  boolean isSameAs(Permission other) {
    return protocol.equals(other.protocol)
        && from == other.from
        && to == other.to
        && source.equals(other.source);
  }
}
