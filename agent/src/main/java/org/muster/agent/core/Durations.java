package org.muster.agent.core;

import java.time.Duration;

/** Lengths of time as people write them. */
final class Durations {
  private Durations() {}

  /** Such as 5m, 1h30m or 45s. */
  static String inWords(Duration duration) {
    StringBuilder words = new StringBuilder();
    append(words, duration.toHours(), "h");
    append(words, duration.toMinutesPart(), "m");
    append(words, duration.toSecondsPart(), "s");
    return words.isEmpty() ? duration.toMillis() + "ms" : words.toString();
  }

  private static void append(StringBuilder words, long count, String unit) {
    if (count > 0) {
      words.append(count).append(unit);
    }
  }
}
