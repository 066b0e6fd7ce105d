package org.muster.coordinator.core.membership;

import java.time.Duration;
import java.time.Instant;

/**
 * What is known of one member's silence.
 *
 * @param word when it last said something
 * @param since when its silence began to count: a stall of our own does not
 * @param wasHeard false for one that we only know from before our own start
 */
record Lease(Instant word, Instant since, boolean wasHeard) {
  Lease restartedAt(Instant at) {
    return new Lease(word, at, wasHeard);
  }

  Duration silence(Instant at) {
    return Duration.between(since, at);
  }
}
