package org.muster.ec2.books;

import java.time.Instant;
import java.util.Map;

/** A part of a network, in one zone. It gives out the addresses of a /16, one after the other. */
public final class SubnetEntry extends Resource {
  private static final int RESERVED = 4;
  private static final int IN_BLOCK = 256;

  private final String network;
  private final String zone;
  private final String prefix;
  private final boolean isDefault;
  private int given = RESERVED;

  /**
   * Empty.
   *
   * @param prefix the first half of its addresses, such as {@code 10.1}
   */
  SubnetEntry(
      String id, Instant madeAt, String network, String zone, String prefix, boolean isDefault) {
    super(id, madeAt, Map.of());
    this.network = network;
    this.zone = zone;
    this.prefix = prefix;
    this.isDefault = isDefault;
  }

  public String network() {
    return network;
  }

  public String zone() {
    return zone;
  }

  public boolean isDefault() {
    return isDefault;
  }

  public String block() {
    return prefix + ".0.0/16";
  }

  /** How many addresses are left. */
  public int free() {
    return IN_BLOCK * IN_BLOCK - given - 1;
  }

  String nextAddress() {
    int number = given++;
    return "%s.%d.%d".formatted(prefix, number / IN_BLOCK, number % IN_BLOCK);
  }
}
