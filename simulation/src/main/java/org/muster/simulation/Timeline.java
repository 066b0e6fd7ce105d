package org.muster.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What happens when, on a clock that costs nothing. Equal times keep the order of asking. */
final class Timeline {
  private record Entry(long at, long order, Runnable task) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::order));
  private long now;
  private long asked;
  private long happened;

  /** In milliseconds since the beginning. */
  long now() {
    return now;
  }

  /** How many things have happened. */
  long happened() {
    return happened;
  }

  void after(long millis, Runnable task) {
    entries.add(new Entry(now + Math.max(0, millis), asked++, task));
  }

  /** Lets the next thing happen; false when there is none before the end. */
  boolean step(long end) {
    Entry next = entries.peek();
    if (next == null || next.at > end) {
      now = Math.max(now, end);
      return false;
    }
    entries.poll();
    now = next.at;
    happened++;
    next.task.run();
    return true;
  }
}
