package org.muster.coordinator.link;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.CoordinatorMessage.BarrierBroken;
import org.muster.protocol.CoordinatorMessage.BarrierPassed;
import org.muster.protocol.CoordinatorMessage.BarrierWaits;
import org.muster.protocol.CoordinatorMessage.LogCredit;
import org.muster.protocol.CoordinatorMessage.LogPosition;
import org.muster.protocol.StepKey;

/**
 * What waits to be written to one agent: control first, in order; behind it what concerns logs and
 * hints, of which only the newest of a kind is kept. So it is bounded by the number of steps, but
 * for control, which has a limit. Owned by the connection's context.
 */
final class Outbox {
  /** An agent that far behind reads nothing any more; on its next connection all is said again. */
  static final int MOST_CONTROL = 10_000;

  private final Deque<CoordinatorMessage> control = new ArrayDeque<>();
  private final Map<Object, CoordinatorMessage> later = new LinkedHashMap<>();
  private long credit;

  /** Whether there was room. */
  boolean offer(CoordinatorMessage message) {
    if (message instanceof LogCredit grant) {
      credit += grant.bytes();
      return true;
    }
    if (message instanceof LogPosition position) {
      later.put(position.step(), message);
      return true;
    }
    if (message instanceof BarrierWaits waits) {
      later.put(hintKey(waits.step(), waits.request()), message);
      return true;
    }
    dropHintOverruledBy(message);
    return control.size() < MOST_CONTROL && control.offer(message);
  }

  /** The next message to write, taken out. */
  Optional<CoordinatorMessage> poll() {
    if (!control.isEmpty()) {
      return Optional.of(control.poll());
    }
    if (!later.isEmpty()) {
      Iterator<CoordinatorMessage> oldest = later.values().iterator();
      CoordinatorMessage next = oldest.next();
      oldest.remove();
      return Optional.of(next);
    }
    if (credit > 0) {
      LogCredit grant = new LogCredit(credit);
      credit = 0;
      return Optional.of(grant);
    }
    return Optional.empty();
  }

  private void dropHintOverruledBy(CoordinatorMessage message) {
    if (message instanceof BarrierPassed passed) {
      later.remove(hintKey(passed.step(), passed.request()));
    }
    if (message instanceof BarrierBroken broken) {
      later.remove(hintKey(broken.step(), broken.request()));
    }
  }

  private static String hintKey(StepKey step, String request) {
    return step + " " + request;
  }

  void clear() {
    control.clear();
    later.clear();
    credit = 0;
  }
}
