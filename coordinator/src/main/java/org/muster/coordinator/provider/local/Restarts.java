package org.muster.coordinator.provider.local;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Says when a dead agent may be started again: the oftener it died young, the later. */
public final class Restarts {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Duration OLD = Duration.ofMinutes(1);

  private final Map<NodePlace, Start> starts = new HashMap<>();

  public synchronized boolean mayStart(NodePlace node, Instant now) {
    Start last = starts.get(node);
    // A clock that was set back says nothing about how long the wait has been.
    return last == null
        || now.isBefore(last.at())
        || !now.isBefore(last.at().plus(last.waitAfter()));
  }

  public synchronized void started(NodePlace node, Instant now) {
    Start last = starts.get(node);
    boolean diedYoung = last != null && now.isBefore(last.at().plus(last.waitAfter()).plus(OLD));
    starts.put(node, new Start(now, diedYoung ? last.early() + 1 : 0));
  }

  public synchronized void forget(NodePlace node) {
    starts.remove(node);
  }

  private record Start(Instant at, int early) {
    Duration waitAfter() {
      Duration doubled = Duration.ofSeconds(1L << Math.min(early, 10));
      return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    }
  }
}
