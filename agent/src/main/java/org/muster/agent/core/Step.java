package org.muster.agent.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.CoordinatorMessage.RunStep;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepResult;
import org.muster.protocol.StepSummary;

/** One attempt, as the agent sees it now. Owned by {@link Agent}. */
final class Step {
  private final StepKey key;
  private final Optional<RunStep> command;
  private final ProgressReport progress;
  private StepLife life = StepLife.QUEUED;
  private Optional<Instant> deadline = Optional.empty();
  private Optional<Instant> startedAt = Optional.empty();
  private Optional<StepResult> result = Optional.empty();
  private Optional<Instant> storedAt = Optional.empty();

  Step(RunStep command) {
    this(command.step(), Optional.of(command));
  }

  /** An attempt of which only the key is known: it was cancelled before it came. */
  Step(StepKey key) {
    this(key, Optional.empty());
  }

  private Step(StepKey key, Optional<RunStep> command) {
    this.key = key;
    this.command = command;
    this.progress = new ProgressReport(key);
  }

  /** An attempt as the journal has it: finished, or running under a process of its own. */
  static Step of(HeldStep held, Instant now) {
    Step step = new Step(held.step(), held.command());
    if (held.result().isPresent()) {
      step.ended(held.result().get());
    } else {
      // A clock that was set back since then must not give it more than its time.
      step.recorded(held.recordedAt().isAfter(now) ? now : held.recordedAt());
      step.move(StepLife.Event.PREPARED);
      step.move(StepLife.Event.LAUNCH);
      step.started(held.startedAt());
    }
    step.storedAt = held.stored() ? Optional.of(now) : Optional.empty();
    return step;
  }

  StepKey key() {
    return key;
  }

  StepLife life() {
    return life;
  }

  Optional<RunStep> command() {
    return command;
  }

  ProgressReport progress() {
    return progress;
  }

  Optional<Instant> startedAt() {
    return startedAt;
  }

  Optional<StepResult> result() {
    return result;
  }

  Optional<Instant> deadline() {
    return deadline;
  }

  boolean isFinished() {
    return life == StepLife.FINISHED;
  }

  boolean isStored() {
    return storedAt.isPresent();
  }

  /** When this agent learned that the coordinator has the result, by its own clock. */
  Optional<Instant> storedAt() {
    return storedAt;
  }

  boolean isDue(Instant now) {
    return deadline.isPresent() && !now.isBefore(deadline.get());
  }

  void markStored(Instant now) {
    storedAt = Optional.of(now);
  }

  /** The clock of the timeout starts with the durable intent, and survives restarts with it. */
  void recorded(Instant at) {
    life = life.on(StepLife.Event.RECORD);
    deadline =
        command
            .filter(run -> run.timeoutSeconds() > 0)
            .map(run -> at.plusSeconds(run.timeoutSeconds()));
  }

  void move(StepLife.Event event) {
    life = life.on(event);
  }

  void started(Instant at) {
    life = life.on(StepLife.Event.STARTED);
    startedAt = Optional.of(at);
  }

  void stopping() {
    life = life.on(StepLife.Event.STOP);
    deadline = Optional.empty();
  }

  void ended(StepResult how) {
    life = life.on(StepLife.Event.END);
    deadline = Optional.empty();
    result = Optional.of(how);
  }

  /** Those of them that have not ended. */
  static Stream<Step> unfinished(Collection<Step> steps) {
    return steps.stream().filter(step -> !step.isFinished());
  }

  String timedOut() {
    return "timed out after " + Durations.inWords(timeout());
  }

  private Duration timeout() {
    return Duration.ofSeconds(command.map(RunStep::timeoutSeconds).orElse(0L));
  }

  AgentMessage.StepFinished finished() {
    return new AgentMessage.StepFinished(key, result.orElseThrow());
  }

  /** What a coordinator has to hear of an attempt that it may know nothing about. */
  List<AgentMessage> report() {
    progress.unsaid();
    if (isFinished()) {
      return isStored() ? List.of() : List.of(finished());
    }
    if (life == StepLife.QUEUED) {
      return List.of();
    }
    AgentMessage accepted = new AgentMessage.StepAccepted(key);
    return startedAt
        .map(at -> List.of(accepted, new AgentMessage.StepStarted(key, at)))
        .orElse(List.of(accepted));
  }

  StepSummary summary() {
    if (isFinished()) {
      return new StepSummary(key, StepSummary.State.FINISHED);
    }
    return new StepSummary(
        key, life.hasProcess() ? StepSummary.State.RUNNING : StepSummary.State.QUEUED);
  }
}
