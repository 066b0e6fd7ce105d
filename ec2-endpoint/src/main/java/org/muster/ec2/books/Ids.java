package org.muster.ec2.books;

import java.util.SplittableRandom;

/** Draws ids in EC2's form; the same seed draws the same. */
final class Ids {
  private static final int DIGITS = 16;

  private final SplittableRandom random;

  Ids(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Such as {@code i-0123456789abcdef0}. */
  synchronized String next(String kind) {
    return "%s-0%s".formatted(kind, hex().substring(0, DIGITS));
  }

  private String hex() {
    return "%016x".formatted(random.nextLong());
  }

  /** In the form of a UUID. */
  synchronized String request() {
    String digits = hex() + hex();
    return String.join(
        "-",
        digits.substring(0, 8),
        digits.substring(8, 12),
        digits.substring(12, 16),
        digits.substring(16, 20),
        digits.substring(20));
  }
}
