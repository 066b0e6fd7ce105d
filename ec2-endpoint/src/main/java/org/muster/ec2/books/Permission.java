package org.muster.ec2.books;

/**
 * Whom a security group lets in.
 *
 * @param source an address block, or the id of a group
 * @param from the first port; -1 for all
 */
public record Permission(
    String protocol, int from, int to, String source, boolean isGroup, String description) {
  /** What every group lets out. */
  public static Permission outward() {
    return new Permission("-1", -1, -1, "0.0.0.0/0", false, "");
  }

  public boolean isForAllPorts() {
    return from == -1;
  }

  /** Descriptions don't make a rule another one. */
  boolean isSameAs(Permission other) {
    return protocol.equals(other.protocol)
        && from == other.from
        && to == other.to
        && source.equals(other.source);
  }
}
