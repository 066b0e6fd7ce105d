package org.muster.agent.template;

/** How much of a node's memory Spark may have: the rest is for the system and the other daemons. */
final class MemoryShare {
  private static final long GB = 1024;
  private static final long LEAST = 512;
  private static final long LEAST_OF_CACHE = 128;
  private static final long SMALL_RESERVE = 1300;

  private MemoryShare() {}

  /** In MiB, of a node with so many. */
  static long forSpark(long memoryMb) {
    if (memoryMb > 100 * GB) {
      return memoryMb - 15 * GB;
    }
    if (memoryMb > 60 * GB) {
      return memoryMb - 10 * GB;
    }
    if (memoryMb > 40 * GB) {
      return memoryMb - 6 * GB;
    }
    if (memoryMb > 20 * GB) {
      return memoryMb - 3 * GB;
    }
    if (memoryMb > 10 * GB) {
      return memoryMb - 2 * GB;
    }
    return Math.max(LEAST, memoryMb - SMALL_RESERVE);
  }

  /**
   * Of Spark's memory, what is left to it beside a cache: half, but no less than it starts with.
   */
  static long besideCache(long forSpark) {
    return Math.max(Math.min(forSpark, LEAST), forSpark / 2);
  }

  /** The other half; on the smallest nodes a little of the reserve, rather than none. */
  static long ofCache(long forSpark) {
    return Math.max(LEAST_OF_CACHE, forSpark - besideCache(forSpark));
  }
}
