package org.muster.coordinator.core.membership;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.muster.coordinator.core.membership.Verdict.Silence;

/** Members that answer a ping every three seconds, and a coordinator that asks every second. */
final class Watched {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final long PING_EVERY = 3_000;
  private static final long ASKED_EVERY = 1_000;

  private final int members;
  private final Liveness<Integer> liveness = new Liveness<>(START);
  private final Map<Integer, Duration> lostAfter = new HashMap<>();
  private final Map<Integer, Long> lastWord = new HashMap<>();
  private final List<Integer> order = new ArrayList<>();

  /** Whether a member's words arrive at a time; in milliseconds after the start. */
  private BiPredicate<Integer, Long> speaks = (member, at) -> true;

  private long pauseFrom = Long.MAX_VALUE;
  private long pauseUntil = Long.MAX_VALUE;

  Watched(int members) {
    this.members = members;
  }

  Watched speaking(BiPredicate<Integer, Long> rule) {
    speaks = rule;
    return this;
  }

  /** The whole coordinator stands still; what came meanwhile is read after the first look. */
  Watched pausing(long from, long length) {
    pauseFrom = from;
    pauseUntil = from + length;
    return this;
  }

  Watched until(long end) {
    for (long at = 0; at <= end; at++) {
      boolean isPaused = at > pauseFrom && at < pauseUntil;
      boolean wakes = at == pauseUntil;
      if (!isPaused && (wakes || at % ASKED_EVERY == 0)) {
        ask(at);
      }
      for (int member = 0; member < members; member++) {
        hear(member, at, isPaused, wakes);
      }
    }
    return this;
  }

  private void hear(int member, long at, boolean isPaused, boolean wakes) {
    // A prime apart, so that the answers are spread over the time between two pings.
    boolean isItsTurn = (at + member * 997L) % PING_EVERY == 0 && speaks.test(member, at);
    boolean wasReadLate = wakes && speaks.test(member, at);
    if (!isPaused && (isItsTurn || wasReadLate)) {
      liveness.heard(member, time(at));
      lastWord.put(member, at);
    }
  }

  private void ask(long at) {
    for (Verdict<Integer> verdict : liveness.verdicts(time(at))) {
      int member = verdict.member();
      if (verdict.silence() == Silence.LOST && !lostAfter.containsKey(member)) {
        lostAfter.put(member, Duration.ofMillis(at - lastWord.getOrDefault(member, 0L)));
        order.add(member);
      }
    }
  }

  static Instant time(long millis) {
    return START.plusMillis(millis);
  }

  Map<Integer, Duration> lostAfter() {
    return lostAfter;
  }

  List<Integer> lostInOrder() {
    return order;
  }

  long lastWord(int member) {
    return lastWord.get(member);
  }
}
