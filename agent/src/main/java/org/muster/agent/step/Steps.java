package org.muster.agent.step;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.muster.agent.core.Ending;
import org.muster.agent.core.HeldStep;
import org.muster.agent.core.Request;
import org.muster.agent.core.Verdict;
import org.muster.crash.CrashPoint;
import org.muster.crash.CrashPoints;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.CoordinatorMessage.Briefing;
import org.muster.protocol.CoordinatorMessage.RunStep;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepResult;
import org.muster.time.Scheduler;

/** The steps of this node: their journal and their processes. Owned by the agent's thread. */
public final class Steps implements AutoCloseable {
  private final NodePlaces places;
  private final Scheduler scheduler;
  private final Executor agent;
  private final Executor blocking;
  private final StepEvents events;
  private final CrashPoints crashes;
  private final ProcessTable processes;
  private final Markers markers;
  private final ExportedVariables exported;
  private final Preparation preparation;
  private final RunnerLauncher launcher;
  private final StepWatcher watcher;
  private final RunningSteps running;
  private final Map<StepKey, Intent> intents = new HashMap<>();

  /**
   * The steps below the node's state directory.
   *
   * @param agent runs a task on the agent's thread
   * @param blocking runs tasks that may wait long, such as downloads
   */
  public Steps(
      NodePlaces places,
      StepEnvironment environment,
      StoreSource source,
      TemplateRenderer renderer,
      Scheduler scheduler,
      Executor agent,
      Executor blocking,
      StepEvents events,
      CrashPoints crashes) {
    this.places = places;
    this.scheduler = scheduler;
    this.agent = agent;
    this.blocking = blocking;
    this.events = events;
    this.crashes = crashes;
    this.processes = new ProcessTable(Path.of("/proc"));
    this.markers = new Markers(places.markers());
    this.exported = new ExportedVariables(places);
    this.preparation =
        new Preparation(places, new NodeStore(source), markers, exported, environment, renderer);
    this.launcher = new RunnerLauncher(BashLibrary.unpack(places.libraries()), crashes.file());
    this.watcher = new StepWatcher(key -> agent.execute(() -> look(key)));
    this.running = new RunningSteps(processes, watcher, scheduler, events, this::finish);
  }

  private void look(StepKey key) {
    running.look(key);
  }

  /** What the journal holds. Attempts that still run are watched once {@link #watch} is called. */
  public List<HeldStep> adopt() {
    Adoption adoption = new Adoption(scheduler.clock(), processes);
    List<HeldStep> held = new ArrayList<>();
    for (StepDirectory directory : directories()) {
      Optional<HeldStep> found = adoption.adopt(directory);
      if (found.isEmpty()) {
        directory.delete();
      }
      found.ifPresent(held::add);
    }
    return held;
  }

  /** Looks after an adopted attempt that still runs. */
  public void watch(StepKey step) {
    StepDirectory directory = directory(step);
    running.add(directory, directory.intent().orElseThrow(), Optional.empty());
  }

  /** Makes the intent durable and says since when it is. */
  public Instant record(RunStep command, String marker) {
    Intent intent = new Intent(command, scheduler.clock().instant(), marker);
    directory(command.step()).record(intent);
    intents.put(command.step(), intent);
    return intent.recordedAt();
  }

  /** Answered by prepared, or by ended when it cannot be or needs no script. */
  public void prepare(RunStep command, Briefing briefing) {
    blocking.execute(
        () -> {
          try {
            boolean baked = preparation.prepare(command, briefing);
            agent.execute(() -> prepared(command.step(), baked));
          } catch (MusterException e) {
            agent.execute(() -> conclude(command.step(), StepOutcome.FAILED, e.getMessage()));
          } catch (RuntimeException e) {
            agent.execute(() -> conclude(command.step(), StepOutcome.FAILED, "preparing: " + e));
          }
        });
  }

  private void prepared(StepKey step, boolean baked) {
    if (!baked) {
      events.prepared(step);
    } else if (directory(step).result().isEmpty()) {
      Instant now = scheduler.clock().instant();
      end(step, new StepResult(StepOutcome.SUCCEEDED, 0, "", true, now, now, 0, List.of()));
    }
  }

  /** Answered by started or ended. */
  public void start(StepKey step, Briefing briefing) {
    StepDirectory directory = directory(step);
    try {
      Process runner = launcher.launch(directory, preparation.environmentOf(step, briefing));
      events.started(step, scheduler.clock().instant());
      running.add(directory, intents.remove(step), Optional.of(runner));
      CompletableFuture<Void> unused =
          runner.onExit().thenRun(() -> agent.execute(() -> look(step)));
    } catch (MusterException e) {
      conclude(step, StepOutcome.FAILED, e.getMessage());
    }
  }

  /** Ends an attempt that has no process. */
  public void conclude(StepKey step, StepOutcome outcome, String reason) {
    StepDirectory directory = directory(step);
    if (directory.result().isPresent()) {
      return;
    }
    directory.create();
    Instant now = scheduler.clock().instant();
    Instant from = Optional.ofNullable(intents.get(step)).map(Intent::recordedAt).orElse(now);
    end(step, Conclusion.of(directory, Ending.of(new Verdict(outcome, reason)), from, now));
  }

  private void end(StepKey step, StepResult result) {
    intents.remove(step);
    directory(step).conclude(result);
    events.ended(step, result);
  }

  private void finish(RunningStep step, StepResult result) {
    crashes.passed(CrashPoint.EXIT_SEEN);
    if (result.outcome() == StepOutcome.SUCCEEDED) {
      markers.leave(step.key().module(), step.intent().marker());
      crashes.passed(CrashPoint.MARKER_LEFT);
    }
    end(step.key(), result);
  }

  /** Ends all processes of an attempt; answered by ended. */
  public void kill(StepKey step, StepOutcome outcome, String reason) {
    StepDirectory directory = directory(step);
    directory.judge(new Verdict(outcome, reason));
    directory.note("muster: " + reason);
    running.kill(step);
  }

  public void answer(StepKey step, String request, boolean granted, String text) {
    RunningSteps.answer(directory(step), request, granted, text);
  }

  /** Does what a script asks of its own node, and answers it. */
  public void serve(StepKey step, String request, Request.Briefed wish, Briefing briefing) {
    blocking.execute(
        () -> {
          try {
            answer(step, request, true, served(step, wish, briefing));
          } catch (MusterException e) {
            answer(step, request, false, e.getMessage());
          } catch (RuntimeException e) {
            answer(step, request, false, e.toString());
          }
        });
  }

  private String served(StepKey step, Request.Briefed wish, Briefing briefing) {
    if (wish instanceof Request.Artifact artifact) {
      return preparation.artifact(step, briefing, artifact.name()).toString();
    }
    preparation.render(step, briefing);
    return "";
  }

  /** Keeps a variable for later steps, and answers the script. */
  public void export(StepKey step, String request, String name, String value) {
    try {
      exported.export(name, value);
      answer(step, request, true, "");
    } catch (MusterException e) {
      answer(step, request, false, e.getMessage());
    }
  }

  public void note(StepKey step, String line) {
    directory(step).note(line);
  }

  public void markStored(StepKey step) {
    directory(step).markStored();
  }

  public void forget(StepKey step) {
    directory(step).delete();
  }

  /** The file with the output of an attempt. */
  public Path output(StepKey step) {
    return directory(step).output();
  }

  private StepDirectory directory(StepKey step) {
    return new StepDirectory(places.steps(), step);
  }

  private List<StepDirectory> directories() {
    List<StepDirectory> directories = new ArrayList<>();
    if (!Files.isDirectory(places.steps())) {
      return directories;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(places.steps())) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        directories.add(new StepDirectory(places.steps(), StepKey.parse(name.replace('_', '/'))));
      }
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.STORAGE_FAILED,
          "reading the journal of steps in %s: %s".formatted(places.steps(), e.getMessage()),
          e);
    }
    return directories;
  }

  @Override
  public void close() {
    watcher.close();
  }
}
