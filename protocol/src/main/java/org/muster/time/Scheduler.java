package org.muster.time;

import java.time.Duration;
import java.time.InstantSource;

/** Time and timers as a port: real ones in a process, by hand in a test. */
public interface Scheduler {
  /** For deadlines and order: it does not jump. */
  InstantSource clock();

  /** What the machine says the time is, for dates in certificates: it jumps when it is set. */
  default InstantSource calendar() {
    return clock();
  }

  /** Calls the task once after the delay, on the thread that owns this scheduler. */
  Cancellable after(Duration delay, Runnable task);

  /** Stops a task that has not run yet; later calls do nothing. */
  @FunctionalInterface
  interface Cancellable {
    void cancel();
  }
}
