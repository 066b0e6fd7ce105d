package org.muster.agent.core;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.muster.protocol.BarrierRequest;

/** What a script asks of its agent. */
public sealed interface Request {

  /** Needs the coordinator, and is answered when it has spoken. */
  sealed interface Remote extends Request {}

  /** Needs this node, and the briefing of its deployment. */
  sealed interface Briefed extends Request {}

  /** Wants no answer. */
  sealed interface Hint extends Request {}

  /** Waits for the step's siblings. */
  record Barrier(BarrierRequest barrier) implements Remote {
    public Barrier {
      requireNonNull(barrier, "barrier is null");
    }
  }

  /** Publishes a value to the deployment. */
  record Share(String key, String value) implements Remote {}

  /** Waits for a published value; without a limit it waits as long as the step may run. */
  record Shared(String key, Optional<Duration> timeout) implements Remote {}

  /** The path of an artifact of the step's module. */
  record Artifact(String name) implements Briefed {}

  /** Renders the templates of the step's module again. */
  record Render() implements Briefed {}

  /** Keeps a variable for later steps and for login shells. */
  record Export(String name, String value) implements Request {}

  /**
   * How far the script is.
   *
   * @param percent 0 to 100, or -1 when it named none
   */
  record Progress(int percent, String text) implements Hint {}

  /** What the script waits for; empty when that is over. */
  record Waiting(String text) implements Hint {}

  /** Why the script is about to exit. */
  record Fail(String reason) implements Hint {}
}
