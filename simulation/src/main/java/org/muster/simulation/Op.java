package org.muster.simulation;

import org.muster.agent.core.Request;

/** What a script does next. */
sealed interface Op {
  /** Works for a while. */
  record Work(long millis) implements Op {}

  /** Prints so many bytes. */
  record Print(int bytes) implements Op {}

  /** Asks its agent, and fails when that says no. */
  record Ask(Request request) implements Op {}

  /** Ends. */
  record Exit(int code) implements Op {}

  /** Never ends by itself. */
  record Hang() implements Op {}
}
