package org.muster.agent.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.muster.agent.core.Ending;
import org.muster.agent.core.Finding;
import org.muster.agent.core.Request;
import org.muster.agent.core.Verdict;
import org.muster.error.MusterException;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepResult;
import org.muster.time.Scheduler;

/**
 * Looks after the attempts that have a runner. A look finds out everything that is new, whatever
 * caused it, so that a lost signal costs a second and nothing else. Owned by the agent's thread.
 */
final class RunningSteps {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration LAST_WORDS = Duration.ofMillis(20);
  private static final int NAMED_LEFTOVERS = 5;

  private final Map<StepKey, RunningStep> running = new HashMap<>();
  private final ProcessTable processes;
  private final StepWatcher watcher;
  private final Scheduler scheduler;
  private final StepEvents events;
  private final BiConsumer<RunningStep, StepResult> conclude;
  private boolean looking;

  RunningSteps(
      ProcessTable processes,
      StepWatcher watcher,
      Scheduler scheduler,
      StepEvents events,
      BiConsumer<RunningStep, StepResult> conclude) {
    this.processes = processes;
    this.watcher = watcher;
    this.scheduler = scheduler;
    this.events = events;
    this.conclude = conclude;
  }

  /** Takes an attempt into care; without a child it was started by an agent before us. */
  void add(StepDirectory directory, Intent intent, Optional<Process> child) {
    running.put(directory.key(), new RunningStep(directory, intent, child, processes));
    watcher.watch(directory);
    if (!looking) {
      looking = true;
      scheduler.after(LOOK_EVERY, this::lookAtAll);
    }
    look(directory.key());
    Optional<Verdict> verdict = directory.verdict();
    if (verdict.isPresent() && running.containsKey(directory.key())) {
      kill(directory.key()); // the agent before us had begun to
    }
  }

  private void lookAtAll() {
    for (StepKey key : List.copyOf(running.keySet())) {
      look(key);
      RunningStep step = running.get(key);
      if (step != null) {
        step.newLastLine().ifPresent(line -> events.printed(key, line));
      }
    }
    looking = !running.isEmpty();
    if (looking) {
      scheduler.after(LOOK_EVERY, this::lookAtAll);
    }
  }

  /** Finds out what is new about the attempt. */
  void look(StepKey key) {
    RunningStep step = running.get(key);
    if (step == null) {
      return;
    }
    step.newRequests().forEach(file -> handle(step, file));
    switch (Finding.underWatch(step)) {
      case ENDS ->
          // It has yet to make its last words durable, which takes it a moment.
          scheduler.after(LAST_WORDS, () -> look(key));
      case EXITED -> exited(step);
      case LEFTOVERS -> kill(key);
      case RUNNER_LOST ->
          finish(step, Conclusion.ofLostRunner(step.directory(), step.intent(), now()));
      case NEVER_STARTED -> finish(step, couldNotStart(step));
      case NOTHING, CONCLUDED, RUNS -> {}
    }
  }

  private Instant now() {
    return scheduler.clock().instant();
  }

  /** Ends all processes of the attempt; the result follows. */
  void kill(StepKey key) {
    RunningStep step = running.get(key);
    if (step != null) {
      TreeKill.begin(step, scheduler, () -> look(key));
    }
  }

  private void handle(RunningStep step, Path file) {
    Optional<String> text = RunningStep.textOf(file);
    if (text.isEmpty()) {
      return;
    }
    String id = RequestFile.idOf(file);
    try {
      Request wish = RequestFile.parse(text.get());
      // Why a script failed is read again when it has ended.
      if (wish instanceof Request.Hint && !(wish instanceof Request.Fail)) {
        Files.deleteIfExists(file);
      }
      events.asked(step.key(), id, wish);
    } catch (MusterException e) {
      answer(step.directory(), id, false, e.getMessage());
    } catch (IOException e) {
      step.directory().note("muster: a request could not be read: " + e.getMessage());
    }
  }

  static void answer(StepDirectory directory, String request, boolean granted, String text) {
    try {
      AnswerPipe.answer(directory.requests(), request, granted, text);
    } catch (IOException e) {
      directory.note("muster: an answer could not be given: " + e.getMessage());
    }
  }

  private void exited(RunningStep step) {
    if (step.verdict().isEmpty()) {
      nameLeftovers(step);
    }
    finish(step, Conclusion.ofExit(step.directory(), step.intent(), now()));
  }

  private StepResult couldNotStart(RunningStep step) {
    Ending ending = Ending.couldNotStart(step.verdict(), step::runnerExit);
    return Conclusion.of(step.directory(), ending, step.intent().recordedAt(), now());
  }

  private void nameLeftovers(RunningStep step) {
    OptionalLong runner = step.runner().stream().mapToLong(RunnerRecord::pid).findFirst();
    if (runner.isEmpty()) {
      return;
    }
    List<Long> left = processes.youngerOfStep(step.key(), runner.getAsLong());
    if (!left.isEmpty()) {
      String names =
          left.stream()
              .limit(NAMED_LEFTOVERS)
              .map(pid -> pid + " (" + processes.commandOf(pid) + ")")
              .collect(Collectors.joining(", "));
      step.directory()
          .note(
              "muster: warning: the script ended, and %d of its processes did not: %s%s"
                      .formatted(left.size(), names, left.size() > NAMED_LEFTOVERS ? ", …" : "")
                  + "; start services with start_daemon");
    }
  }

  private void finish(RunningStep step, StepResult result) {
    running.remove(step.key());
    watcher.forget(step.key());
    conclude.accept(step, result);
  }
}
