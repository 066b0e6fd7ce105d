package org.muster.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.muster.agent.core.Ending;
import org.muster.agent.core.Finding;
import org.muster.agent.core.HeldStep;
import org.muster.agent.core.Verdict;
import org.muster.protocol.CoordinatorMessage.Briefing;
import org.muster.protocol.CoordinatorMessage.RunStep;
import org.muster.protocol.ModuleBundle;
import org.muster.protocol.Phase;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepResult;
import org.muster.protocol.StepWork;

/** The steps of one life of an agent: what becomes of them is decided by the agent's core. */
final class StepPort {
  private final NodeAgent agent;
  private final Machine machine;
  private final World world;
  private final Map<StepKey, WatchedStep> running = new HashMap<>();

  StepPort(NodeAgent agent, Machine machine) {
    this.agent = agent;
    this.machine = machine;
    this.world = machine.world();
  }

  List<HeldStep> adopt() {
    List<HeldStep> held = new ArrayList<>();
    for (StepFiles files : List.copyOf(machine.steps().values())) {
      if (agent.dies(Point.AMID_ADOPTION)) {
        return List.of();
      }
      adopt(files).ifPresentOrElse(held::add, () -> machine.steps().remove(files.key()));
    }
    return held;
  }

  private Optional<HeldStep> adopt(StepFiles files) {
    Finding finding = Finding.afterRestart(files);
    return switch (finding) {
      case NOTHING -> Optional.empty();
      case CONCLUDED, RUNS, ENDS, LEFTOVERS -> Optional.of(held(files));
      case EXITED, RUNNER_LOST, NEVER_STARTED -> {
        files.conclude(conclusion(files, finding));
        world.watch().resultRecorded(machine, files.key(), files.result().orElseThrow());
        yield Optional.of(held(files));
      }
    };
  }

  private StepResult conclusion(StepFiles files, Finding finding) {
    Instant from = files.intent().orElseThrow().recordedAt();
    return switch (finding) {
      case EXITED -> ofExit(files);
      case RUNNER_LOST -> result(files, Ending.ofLostRunner(files.verdict()), from, agent.now());
      default -> result(files, Ending.neverStarted(), from, agent.now());
    };
  }

  private StepResult ofExit(StepFiles files) {
    StepFiles.Exit exit = files.exit().orElseThrow();
    OptionalInt code = exit.code();
    Ending ending =
        code.isEmpty()
            ? Ending.unreadable("exit.json is torn")
            : Ending.ofExit(code.getAsInt(), files.verdict(), () -> "exit " + code.getAsInt());
    return result(files, ending, exit.startedAt(), exit.finishedAt());
  }

  private static StepResult result(StepFiles files, Ending ending, Instant from, Instant to) {
    return new StepResult(
        ending.outcome(),
        ending.exitCode(),
        ending.reason(),
        false,
        from,
        to,
        files.printed(),
        List.of());
  }

  private HeldStep held(StepFiles files) {
    Instant recordedAt = files.intent().map(StepFiles.Intent::recordedAt).orElseGet(agent::now);
    return new HeldStep(
        files.key(),
        files.intent().map(StepFiles.Intent::command),
        recordedAt,
        recordedAt,
        files.result(),
        files.isStored());
  }

  /** Looks after an adopted attempt that still runs. */
  void watch(StepKey step) {
    add(step, false);
  }

  private void add(StepKey step, boolean isOwnChild) {
    StepFiles files = machine.files(step);
    running.put(step, new WatchedStep(files, isOwnChild));
    look(step);
    if (files.verdict().isPresent() && running.containsKey(step)) {
      killProcesses(step); // the agent before us had begun to
    }
  }

  void record(RunStep command, String marker) {
    machine.files(command.step()).record(new StepFiles.Intent(command, agent.now(), marker));
  }

  void prepare(RunStep command, Briefing briefing) {
    Dice dice = Dice.of(world.scenario().seed(), "prepare", command.step());
    boolean fails = dice.often(5);
    agent
        .program()
        .after(
            machine.paced(dice.mostlySmall(800)),
            () -> {
              if (fails) {
                conclude(command.step(), StepOutcome.FAILED, "a tree could not be fetched");
              } else {
                prepared(command, isBaked(command, briefing));
              }
            });
  }

  private boolean isBaked(RunStep command, Briefing briefing) {
    StepKey step = command.step();
    if (step.phase() != Phase.INIT || !(command.work() instanceof StepWork.Script script)) {
      return false;
    }
    String wanted =
        briefing.modules().stream()
            .filter(bundle -> bundle.name().equals(step.module()))
            .map(ModuleBundle::marker)
            .findFirst()
            .orElse("");
    if (!script.ignoreMarker() && wanted.equals(machine.markers().get(step.module()))) {
      return true;
    }
    machine.markers().remove(step.module());
    return false;
  }

  private void prepared(RunStep command, boolean isBaked) {
    StepKey step = command.step();
    if (!isBaked) {
      agent.prepared(step);
    } else if (machine.files(step).result().isEmpty()) {
      Instant now = agent.now();
      end(step, new StepResult(StepOutcome.SUCCEEDED, 0, "", true, now, now, 0, List.of()));
    }
  }

  void start(StepKey step) {
    if (agent.dies(Point.BEFORE_START)) {
      return;
    }
    StepFiles files = machine.files(step);
    Runner runner =
        new Runner(
            machine,
            files,
            world.software().script(step),
            Dice.of(world.scenario().seed(), "runner", step));
    files.runBy(runner);
    runner.start();
    if (agent.dies(Point.AFTER_START)) {
      return;
    }
    agent.started(step);
    if (!agent.program().isDead()) {
      add(step, true);
    }
  }

  void conclude(StepKey step, StepOutcome outcome, String reason) {
    StepFiles files = machine.files(step);
    if (files.result().isPresent()) {
      return;
    }
    Instant now = agent.now();
    Instant from = files.intent().map(StepFiles.Intent::recordedAt).orElse(now);
    end(step, result(files, Ending.of(new Verdict(outcome, reason)), from, now));
  }

  private void end(StepKey step, StepResult result) {
    if (agent.dies(Point.BEFORE_RESULT)) {
      return;
    }
    machine.files(step).conclude(result);
    world.watch().resultRecorded(machine, step, result);
    if (!agent.dies(Point.AFTER_RESULT)) {
      agent.ended(step, result);
    }
  }

  void kill(StepKey step, StepOutcome outcome, String reason) {
    if (agent.dies(Point.BEFORE_VERDICT)) {
      return;
    }
    machine.files(step).judge(new Verdict(outcome, reason));
    if (!agent.dies(Point.AFTER_VERDICT)) {
      killProcesses(step);
    }
  }

  private void killProcesses(StepKey step) {
    WatchedStep watched = running.get(step);
    if (watched != null && watched.beginKilling()) {
      watched.files().runner().ifPresent(Runner::terminate);
    }
  }

  void look(StepKey step) {
    WatchedStep watched = running.get(step);
    if (watched == null) {
      return;
    }
    List.copyOf(watched.files().requests().entrySet()).stream()
        .filter(request -> watched.isNew(request.getKey()))
        .forEach(request -> agent.asked(step, request.getKey(), request.getValue()));
    switch (Finding.underWatch(watched)) {
      case ENDS -> agent.program().after(20, () -> look(step));
      case LEFTOVERS -> killProcesses(step);
      case EXITED -> finish(step, ofExit(watched.files()));
      case RUNNER_LOST -> finish(step, conclusion(watched.files(), Finding.RUNNER_LOST));
      case NEVER_STARTED -> finish(step, couldNotStart(watched.files()));
      case NOTHING, CONCLUDED, RUNS -> {}
    }
  }

  private StepResult couldNotStart(StepFiles files) {
    return result(
        files,
        Ending.couldNotStart(files.verdict(), () -> "exit code 91"),
        files.intent().orElseThrow().recordedAt(),
        agent.now());
  }

  private void finish(StepKey step, StepResult result) {
    running.remove(step);
    String marker = machine.files(step).intent().orElseThrow().marker();
    if (result.outcome() == StepOutcome.SUCCEEDED && !marker.isEmpty()) {
      if (agent.dies(Point.BEFORE_MARKER)) {
        return;
      }
      machine.markers().put(step.module(), marker);
    }
    end(step, result);
  }

  void answer(StepKey step, String request, boolean isGranted) {
    if (agent.dies(Point.BEFORE_ANSWER)) {
      return;
    }
    StepFiles files = machine.files(step);
    files.runner().ifPresent(runner -> runner.answered(request, isGranted));
    agent.dies(Point.AFTER_ANSWER);
  }

  void markStored(StepKey step) {
    if (!agent.dies(Point.BEFORE_STORED)) {
      machine.files(step).markStored();
      agent.dies(Point.AFTER_STORED);
    }
  }

  void forget(StepKey step) {
    if (!agent.dies(Point.BEFORE_FORGET)) {
      machine.steps().remove(step);
    }
  }
}
