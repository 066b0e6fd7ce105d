package org.muster.coordinator.link;

import java.util.concurrent.atomic.AtomicLong;

/** Numbers the connections of one listener. Shared by its event loops. */
final class ConnectionNames {
  private final AtomicLong last = new AtomicLong();

  String next() {
    return "c" + last.incrementAndGet();
  }
}
