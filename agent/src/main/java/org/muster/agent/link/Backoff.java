package org.muster.agent.link;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next attempt: a random part of a time that doubles with every
 * failure, so that a thousand agents that lost the same coordinator do not come back at once.
 */
final class Backoff {
  static final Duration FIRST = Duration.ofMillis(200);
  static final Duration LONGEST = Duration.ofSeconds(5);

  private final DoubleSupplier random;
  private Duration ceiling = FIRST;

  /**
   * Starts with the shortest times.
   *
   * @param random numbers from 0 to below 1
   */
  Backoff(DoubleSupplier random) {
    this.random = random;
  }

  Duration next() {
    Duration wait = Duration.ofMillis(Math.round(ceiling.toMillis() * random.getAsDouble()));
    Duration doubled = ceiling.multipliedBy(2);
    ceiling = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return wait;
  }

  void reset() {
    ceiling = FIRST;
  }
}
