package org.muster.it;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.muster.time.Pause;
import org.muster.time.RealTime;

/** Looks until it sees what it wants, and says what it saw when it never did. */
final class Eventually {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private Eventually() {}

  /** A look at something that changes. */
  @FunctionalInterface
  interface Look<T> {
    T take() throws Exception;
  }

  static <T> T see(String wanted, Duration within, Look<T> look, Predicate<? super T> isWanted) {
    Instant deadline = RealTime.clock().instant().plus(within);
    while (true) {
      T seen = now(wanted, look);
      if (isWanted.test(seen)) {
        return seen;
      }
      if (RealTime.clock().instant().isAfter(deadline)) {
        throw new AssertionError(
            "waited %s for %s, but saw last: %s".formatted(within, wanted, seen));
      }
      Pause.real().of(BETWEEN_LOOKS);
    }
  }

  private static <T> T now(String wanted, Look<T> look) {
    try {
      return look.take();
    } catch (Exception e) {
      throw new AssertionError("looking for " + wanted, e);
    }
  }
}
