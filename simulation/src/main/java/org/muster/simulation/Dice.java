package org.muster.simulation;

import java.util.List;

/** Numbers that look random and follow from a seed alone. */
final class Dice {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  Dice(long seed) {
    this.state = mixed(seed ^ 0x5DEECE66DL);
  }

  /** Other dice for another purpose: what is thrown there changes nothing here. */
  static Dice of(long seed, Object... purpose) {
    long mix = seed;
    for (Object part : purpose) {
      // Through text: the hash of an enum differs from process to process.
      mix = mixed(mix * 31 + part.toString().hashCode());
    }
    return new Dice(mix);
  }

  static long mixed(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }

  private long next() {
    state += GOLDEN;
    return mixed(state);
  }

  /** From 0 to below the bound. */
  int below(int bound) {
    return (int) Long.remainderUnsigned(next(), bound);
  }

  /** Both ends included. */
  int between(int lowest, int highest) {
    return lowest + below(highest - lowest + 1);
  }

  /** True so many times of a thousand. */
  boolean often(int ofThousand) {
    return below(1000) < ofThousand;
  }

  <T> T one(List<T> all) {
    return all.get(below(all.size()));
  }

  /** Mostly small, sometimes up to the limit. */
  int mostlySmall(int limit) {
    return below(1 + below(1 + below(limit)));
  }
}
