package org.muster.agent.core;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Supplier;
import org.muster.protocol.StepOutcome;

/**
 * How an attempt ended.
 *
 * @param exitCode of the script; -1 when there is none
 */
public record Ending(StepOutcome outcome, int exitCode, String reason) {
  private static final int NONE = -1;

  public Ending {
    requireNonNull(outcome, "outcome is null");
    requireNonNull(reason, "reason is null");
  }

  /** A script that came to its good end did so, whatever was about to happen to it. */
  public static Ending ofExit(
      int exitCode, Optional<Verdict> verdict, Supplier<String> reasonOfScript) {
    if (exitCode == 0) {
      return new Ending(StepOutcome.SUCCEEDED, 0, "");
    }
    Verdict why = verdict.orElseGet(() -> new Verdict(StepOutcome.FAILED, reasonOfScript.get()));
    return new Ending(why.outcome(), exitCode, why.reason());
  }

  /** The runner is gone and wrote nothing: only an order of ours explains that. */
  public static Ending ofLostRunner(Optional<Verdict> verdict) {
    return of(
        verdict.orElseGet(
            () ->
                new Verdict(
                    StepOutcome.UNKNOWN,
                    "the script's runner is gone and left no result; see the end of the output")));
  }

  /** What the runner wrote cannot be read. */
  public static Ending unreadable(String why) {
    return of(new Verdict(StepOutcome.UNKNOWN, why));
  }

  /** The runner was started, and could not start the script. */
  public static Ending couldNotStart(Optional<Verdict> verdict, Supplier<String> runnerExit) {
    return of(
        verdict.orElseGet(
            () ->
                new Verdict(
                    StepOutcome.FAILED,
                    "the runner could not start the script: %s; is the disk full?"
                        .formatted(runnerExit.get()))));
  }

  /** Found after a restart: no script of it ever ran, so that it may be tried again. */
  public static Ending neverStarted() {
    return of(new Verdict(StepOutcome.NOT_STARTED, "the agent ended before the script started"));
  }

  /** Ended without a process of its own. */
  public static Ending of(Verdict verdict) {
    return new Ending(verdict.outcome(), NONE, verdict.reason());
  }
}
