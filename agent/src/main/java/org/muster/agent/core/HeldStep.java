package org.muster.agent.core;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.muster.protocol.CoordinatorMessage.RunStep;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepResult;

/**
 * An attempt found in the node's journal when the agent starts.
 *
 * @param command absent for an attempt that was cancelled before it came
 * @param recordedAt when the intent became durable
 * @param startedAt when its process started, as far as is known
 * @param result absent while it still runs
 * @param stored whether the coordinator said that it has the result
 */
public record HeldStep(
    StepKey step,
    Optional<RunStep> command,
    Instant recordedAt,
    Instant startedAt,
    Optional<StepResult> result,
    boolean stored) {
  public HeldStep {
    requireNonNull(step, "step is null");
    requireNonNull(command, "command is null");
    requireNonNull(recordedAt, "recordedAt is null");
    requireNonNull(startedAt, "startedAt is null");
    requireNonNull(result, "result is null");
  }
}
