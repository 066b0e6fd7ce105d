package org.muster.coordinator.core.controller;

import java.time.Duration;

/** Durations as people write them. */
public final class Words {
  private Words() {}

  /** Such as {@code 45s}, {@code 5m}, {@code 1m30s} or {@code 2h}. */
  public static String of(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds == 0) {
      return duration.toMillis() + "ms";
    }
    StringBuilder words = new StringBuilder();
    append(words, seconds / 3600, "h");
    append(words, seconds % 3600 / 60, "m");
    append(words, seconds % 60, "s");
    return words.toString();
  }

  private static void append(StringBuilder words, long amount, String unit) {
    if (amount > 0) {
      words.append(amount).append(unit);
    }
  }
}
