package org.muster.agent.step;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.muster.agent.core.HeldStep;
import org.muster.protocol.CoordinatorMessage.RunStep;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepResult;

/**
 * Finds out what became of an attempt while no agent looked. The lock says whether its runner
 * lives; the files say the rest. What cannot be known is said to be unknown.
 */
final class Adoption {
  private final InstantSource clock;
  private final ProcessTable processes;

  Adoption(InstantSource clock, ProcessTable processes) {
    this.clock = clock;
    this.processes = processes;
  }

  /** Empty for the remains of an attempt whose intent never became durable. */
  Optional<HeldStep> adopt(StepDirectory directory) {
    Optional<Intent> intent = directory.intent();
    Optional<StepResult> result = directory.result();
    if (result.isPresent()) {
      return Optional.of(held(directory, intent, result));
    }
    if (intent.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(held(directory, intent, conclusion(directory, intent.get())));
  }

  /** The result of an attempt that is over; empty while its runner lives. */
  private Optional<StepResult> conclusion(StepDirectory directory, Intent intent) {
    if (StepLock.isHeld(directory)) {
      return Optional.empty();
    }
    // With the lock free nothing changes any more.
    if (directory.hasExit()) {
      return Optional.of(conclude(directory, Conclusion.ofExit(directory, intent, now())));
    }
    if (directory.runner().isPresent()) {
      return lostRunner(directory, intent);
    }
    if (!StepLock.voidUnlessHeld(directory)) {
      return Optional.empty(); // a late runner came between
    }
    if (directory.runner().isPresent() || directory.hasExit()) {
      return conclusion(directory, intent);
    }
    return Optional.of(conclude(directory, neverStarted(intent)));
  }

  /** While processes of the attempt are left without a runner, it counts as running. */
  private Optional<StepResult> lostRunner(StepDirectory directory, Intent intent) {
    if (!processes.ofStep(directory.key(), OptionalLong.empty()).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(conclude(directory, Conclusion.ofLostRunner(directory, intent, now())));
  }

  private StepResult neverStarted(Intent intent) {
    return new StepResult(
        StepOutcome.NOT_STARTED,
        -1,
        "the agent ended before the script started",
        false,
        intent.recordedAt(),
        now(),
        0,
        List.of());
  }

  private static StepResult conclude(StepDirectory directory, StepResult result) {
    directory.conclude(result);
    return result;
  }

  private HeldStep held(
      StepDirectory directory, Optional<Intent> intent, Optional<StepResult> result) {
    Optional<RunStep> command = intent.map(Intent::command);
    Instant recordedAt = intent.map(Intent::recordedAt).orElseGet(this::now);
    return new HeldStep(
        directory.key(), command, recordedAt, recordedAt, result, directory.isStored());
  }

  private Instant now() {
    return clock.instant();
  }
}
