package org.muster.benchmarks.swarm;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting, with an end. */
final class Patience {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

  private Patience() {}

  static void rest(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Fails when it has not come true in time. Returns how long it took. */
  static Duration until(Duration within, String what, BooleanSupplier isTrue) {
    long begin = System.nanoTime();
    while (!isTrue.getAsBoolean()) {
      if (System.nanoTime() - begin > within.toNanos()) {
        throw new IllegalStateException(
            "%s did not come within %d s".formatted(what, within.toSeconds()));
      }
      rest(BETWEEN_LOOKS);
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
