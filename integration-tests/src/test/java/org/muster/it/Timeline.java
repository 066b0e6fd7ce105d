package org.muster.it;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * What happened when, and how long it took; printed for a person who reads what a test has seen.
 */
final class Timeline {
  private final InstantSource clock;
  private final Instant begin;
  private final List<String> lines = new ArrayList<>();

  Timeline(InstantSource clock) {
    this.clock = clock;
    this.begin = clock.instant();
  }

  <T> T time(String what, Callable<T> work) throws Exception {
    Instant start = clock.instant();
    T result = work.call();
    lines.add(
        "%6.1f s  %5.1f s  %s"
            .formatted(
                seconds(Duration.between(begin, start)),
                seconds(Duration.between(start, clock.instant())),
                what));
    return result;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  void print() {
    System.out.println(String.join("\n", lines));
  }
}
