package org.muster.coordinator.artifact;

/**
 * How much one artifact may unpack to.
 *
 * @param entries files and links together
 * @param bytes of all files together
 * @param ratio bytes unpacked for each byte of the archive; small archives may have any ratio
 */
public record Limits(int entries, long bytes, int ratio) {
  public static final Limits DEFAULT = new Limits(200_000, 16L << 30, 200);

  /** Below this no ratio is suspicious. */
  static final long SMALL = 16L << 20;

  public Limits {
    if (entries < 1 || bytes < 1 || ratio < 1) {
      throw new IllegalArgumentException("all limits must be positive");
    }
  }
}
