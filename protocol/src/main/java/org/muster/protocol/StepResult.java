package org.muster.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * The end of an attempt, as it stands in the node's journal.
 *
 * @param exitCode of the script; -1 when there is none
 * @param reason one sentence for people; empty when it succeeded
 * @param baked whether a marker proved that nothing had to be done
 * @param logBytes length of the step's output
 * @param tail the last lines of a step that failed, at most 200
 */
public record StepResult(
    StepOutcome outcome,
    int exitCode,
    String reason,
    boolean baked,
    Instant startedAt,
    Instant finishedAt,
    long logBytes,
    List<String> tail) {
  public StepResult {
    requireNonNull(outcome, "outcome is null");
    requireNonNull(startedAt, "startedAt is null");
    requireNonNull(finishedAt, "finishedAt is null");
    reason = reason == null ? "" : reason;
    tail = tail == null ? List.of() : List.copyOf(tail);
  }
}
