package org.muster.time;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits between two looks at something that changes. */
@FunctionalInterface
public interface Pause {
  void of(Duration duration);

  /** Really waits; returns early only when the thread is interrupted, and leaves it interrupted. */
  static Pause real() {
    return duration -> {
      try {
        boolean never = new CountDownLatch(1).await(duration.toNanos(), TimeUnit.NANOSECONDS);
        assert !never;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }
}
