package org.muster.coordinator.artifact;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How patient a download is.
 *
 * @param connect how long a server may take to accept a connection, and then to answer
 * @param idle how long it may send nothing in the middle of a file
 * @param tries for each URL
 * @param backoff the pause before the second try; it doubles
 * @param largest file that is accepted, in bytes
 */
record HttpSettings(Duration connect, Duration idle, int tries, Duration backoff, long largest) {
  static final HttpSettings DEFAULT =
      new HttpSettings(
          Duration.ofSeconds(15), Duration.ofSeconds(30), 3, Duration.ofSeconds(1), 8L << 30);

  HttpSettings {
    requireNonNull(connect, "connect is null");
    requireNonNull(idle, "idle is null");
    requireNonNull(backoff, "backoff is null");
    if (tries < 1 || largest < 1) {
      throw new IllegalArgumentException("tries and largest must be positive");
    }
  }
}
