package org.muster.coordinator.link;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Lets so many through a second, and a burst after a quiet time. */
final class TokenBucket {
  private static final double NANOS_PER_SECOND = 1e9;

  private final InstantSource clock;
  private final double perSecond;
  private final double most;
  private double held;
  private Instant countedAt;

  TokenBucket(InstantSource clock, double perSecond, double most) {
    this.clock = clock;
    this.perSecond = perSecond;
    this.most = most;
    this.held = most;
    this.countedAt = clock.instant();
  }

  boolean take() {
    refill();
    if (held < 1) {
      return false;
    }
    held--;
    return true;
  }

  boolean isFull() {
    refill();
    return held >= most;
  }

  private void refill() {
    Instant now = clock.instant();
    double seconds = Duration.between(countedAt, now).toNanos() / NANOS_PER_SECOND;
    // A clock that was set back gives nothing and takes nothing.
    held = Math.min(most, held + Math.max(0, seconds) * perSecond);
    countedAt = now;
  }
}
