package org.muster.protocol;

/** The versions of the protocol that a side can speak; both ends included. */
public record ProtocolRange(int lowest, int highest) {
  /** The first version in which a briefing may name its members by a hash. */
  public static final int WITH_MEMBERSHIP_BY_HASH = 2;

  /** The first version in which a node may pass on a notice of its provider. */
  public static final int WITH_NOTICES = 3;

  /** What this build speaks. */
  public static final ProtocolRange OURS = new ProtocolRange(1, WITH_NOTICES);

  public ProtocolRange {
    if (lowest < 1 || highest < lowest) {
      throw new IllegalArgumentException(
          "protocol range %d…%d must be 1 or more, lowest first".formatted(lowest, highest));
    }
  }

  /** The highest version that both speak, or 0 when there is none. */
  public int commonWith(ProtocolRange other) {
    int common = Math.min(highest, other.highest);
    return common >= Math.max(lowest, other.lowest) ? common : 0;
  }
}
