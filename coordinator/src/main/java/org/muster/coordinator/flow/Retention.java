package org.muster.coordinator.flow;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long and how much is kept of what nobody needs to go on.
 *
 * @param destroyed events of a cluster after it was destroyed
 * @param logs copies of a step's output after their last byte
 * @param logBytes of all copies of one cluster; the oldest go first
 * @param artifacts trees in the store that no cluster uses, after their last use
 */
public record Retention(Duration destroyed, Duration logs, long logBytes, Duration artifacts) {
  /** What a coordinator does that was told nothing else. */
  public static final Retention DEFAULT =
      new Retention(Duration.ofDays(30), Duration.ofDays(30), 2L << 30, Duration.ofDays(30));

  public Retention {
    requireNonNull(destroyed, "destroyed is null");
    requireNonNull(logs, "logs is null");
    requireNonNull(artifacts, "artifacts is null");
    if (logBytes < 1) {
      throw new IllegalArgumentException(
          "logBytes is %d but must be 1 or more".formatted(logBytes));
    }
  }
}
