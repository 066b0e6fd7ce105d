package org.muster.agent.core;

/**
 * What becomes of an attempt that has been handed to a runner, as its traces say. What cannot be
 * known is said to be unknown: nothing is started because nothing was found.
 */
public enum Finding {
  /** The intent never became durable: nothing happened. */
  NOTHING,
  /** A result stands. */
  CONCLUDED,
  /** A runner lives, or may come to life. */
  RUNS,
  /** Its runner is about to end: it has said how the script ended, and makes that durable. */
  ENDS,
  /** Its runner wrote down how the script ended. */
  EXITED,
  /** Processes of it are left that nobody wants or nobody looks after: they are to be ended. */
  LEFTOVERS,
  /** Its runner began, is gone, and left no result. */
  RUNNER_LOST,
  /** It is proven that no script ever started, or can start. */
  NEVER_STARTED;

  /** After a restart of the agent: nobody looked meanwhile. */
  public static Finding afterRestart(Traces traces) {
    if (traces.result().isPresent()) {
      return CONCLUDED;
    }
    return traces.hasIntent() ? ofIntent(traces) : NOTHING;
  }

  private static Finding ofIntent(Traces traces) {
    if (traces.hasLivingRunner()) {
      return RUNS;
    }
    // Without a living runner nothing changes any more.
    if (traces.hasExit()) {
      return EXITED;
    }
    if (traces.hasRunner()) {
      return traces.hasProcesses() ? RUNS : RUNNER_LOST;
    }
    if (!traces.voidUnlessHeld()) {
      return RUNS; // a late runner came between
    }
    return traces.hasRunner() || traces.hasExit() ? ofIntent(traces) : NEVER_STARTED;
  }

  /** While this agent looks after it, once its runner was started. */
  public static Finding underWatch(Traces traces) {
    boolean lives = traces.hasLivingRunner(); // first: what a dead runner wrote is complete
    if (traces.hasExit()) {
      if (lives) {
        return ENDS;
      }
      boolean wasToEnd = traces.verdict().isPresent();
      return wasToEnd && traces.hasProcesses() ? LEFTOVERS : EXITED;
    }
    if (lives) {
      return RUNS;
    }
    if (traces.hasProcesses()) {
      return LEFTOVERS; // nobody would say how they ended
    }
    if (traces.hasRunner()) {
      return RUNNER_LOST;
    }
    return traces.voidUnlessHeld() ? NEVER_STARTED : RUNS;
  }
}
