package org.muster.coordinator.link;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Tells each who cannot be let in now a time of its own to come again, as fast after each other as
 * they have lately been served: who comes too early costs a handshake for nothing, and thousands
 * who do so leave no time for those whose turn it is. Owned by one event loop.
 */
final class Turns {
  static final Duration SOONEST = Duration.ofMillis(500);
  static final Duration LATEST = Duration.ofSeconds(30);

  private static final long SLOWEST_PACE_NANOS = Duration.ofMillis(100).toNanos();
  private static final int SMOOTHING = 16;

  private final InstantSource clock;
  private final RandomGenerator random;
  private final long fastestPaceNanos;
  private long paceNanos;
  private long servedAt;
  private long promisedAt;

  /**
   * Begins with the fastest pace.
   *
   * @param perSecond how many are served at best
   */
  Turns(InstantSource clock, RandomGenerator random, int perSecond) {
    this.clock = clock;
    this.random = random;
    this.fastestPaceNanos = Duration.ofSeconds(1).toNanos() / perSecond;
    this.paceNanos = fastestPaceNanos;
    this.servedAt = now();
    this.promisedAt = now();
  }

  /**
   * One was served.
   *
   * @param isBusy whether others wait to be: else the time since the last one says nothing
   */
  void served(boolean isBusy) {
    long now = now();
    if (isBusy) {
      long gap = Math.max(fastestPaceNanos, Math.min(now - servedAt, SLOWEST_PACE_NANOS));
      paceNanos += (gap - paceNanos) / SMOOTHING;
    }
    servedAt = now;
  }

  /** How long the next one is to stay away. */
  Duration next() {
    long now = now();
    long latest = now + LATEST.toNanos();
    promisedAt = Math.min(Math.max(promisedAt, now) + paceNanos, latest);
    long wait = promisedAt - now;
    // Those at the end of the line have one turn in common, and shall not come together.
    long spread = promisedAt == latest ? wait / 2 : 0;
    long turn = Math.max(SOONEST.toNanos(), wait - spread);
    return Duration.ofNanos(turn + random.nextLong(Math.max(spread, SOONEST.toNanos())));
  }

  private long now() {
    return Duration.between(Instant.EPOCH, clock.instant()).toNanos();
  }
}
