package org.muster.agent.step;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.muster.agent.core.Ending;
import org.muster.agent.core.Finding;
import org.muster.agent.core.HeldStep;
import org.muster.protocol.CoordinatorMessage.RunStep;
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
    Finding finding = Finding.afterRestart(new FoundTraces(directory, processes));
    return switch (finding) {
      case NOTHING -> Optional.empty();
      case CONCLUDED -> Optional.of(held(directory, intent, result));
      case RUNS, ENDS, LEFTOVERS -> Optional.of(held(directory, intent, Optional.empty()));
      case EXITED, RUNNER_LOST, NEVER_STARTED -> {
        StepResult concluded = conclusion(finding, directory, intent.orElseThrow());
        directory.conclude(concluded);
        yield Optional.of(held(directory, intent, Optional.of(concluded)));
      }
    };
  }

  private StepResult conclusion(Finding finding, StepDirectory directory, Intent intent) {
    return switch (finding) {
      case EXITED -> Conclusion.ofExit(directory, intent, now());
      case RUNNER_LOST -> Conclusion.ofLostRunner(directory, intent, now());
      default -> Conclusion.of(directory, Ending.neverStarted(), intent.recordedAt(), now());
    };
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
