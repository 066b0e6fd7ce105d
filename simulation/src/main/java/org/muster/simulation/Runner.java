package org.muster.simulation;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.muster.agent.core.Request;

/**
 * A runner process with its script: goes on whatever becomes of the agent that started it, and ends
 * with its node. What it does in which order is that of {@code runner.bash}.
 */
final class Runner {
  private static final int TERMINATED = 143;

  private final Machine machine;
  private final StepFiles files;
  private final List<Op> script;
  private final long boot;
  private final Dice dice;
  private boolean isGone;
  private boolean holdsLock;
  private boolean hasScript;
  private boolean isToEnd;
  private int next;
  private Instant startedAt;
  private String waitsFor = "";

  Runner(Machine machine, StepFiles files, List<Op> script, Dice dice) {
    this.machine = machine;
    this.files = files;
    this.script = script;
    this.dice = dice;
    this.boot = machine.boots();
  }

  boolean isGone() {
    return isGone || boot != machine.boots();
  }

  boolean holdsLock() {
    return holdsLock && !isGone();
  }

  boolean hasScript() {
    return hasScript && boot == machine.boots();
  }

  void start() {
    later(dice.mostlySmall(200), this::lock);
  }

  private void later(long millis, Runnable task) {
    machine.world().timeline().after(machine.paced(millis), () -> unlessGone(task));
  }

  private void unlessGone(Runnable task) {
    if (!isGone()) {
      task.run();
    }
  }

  /** True when it dies here. */
  private boolean dies(Point point) {
    if (machine.world().faults().isDue(point, machine.index())) {
      die();
      return true;
    }
    return false;
  }

  /** Killed: the script may go on without it. */
  void die() {
    isGone = true;
    holdsLock = false;
    machine.news(files.key());
  }

  private void lock() {
    if (dies(Point.BEFORE_LOCK)) {
      return;
    }
    if (files.isVoid() || (files.hasRunner() && machine.world().tampering().runnersLook())) {
      die();
      return;
    }
    holdsLock = true;
    if (dies(Point.BEFORE_RECORD)) {
      return;
    }
    if (machine.isDiskFull()) {
      die();
      return;
    }
    files.begin();
    startedAt = machine.now();
    machine.news(files.key());
    if (dies(Point.AFTER_RECORD)) {
      return;
    }
    hasScript = true;
    machine.world().watch().processStarted(machine, files.key());
    if (isToEnd) {
      end(TERMINATED);
    } else {
      goOn();
    }
  }

  private void goOn() {
    if (!hasScript() || !waitsFor.isEmpty() || isGone()) {
      return;
    }
    Op op = script.get(next++);
    if (op instanceof Op.Work work) {
      later(work.millis(), this::goOn);
    } else if (op instanceof Op.Print print) {
      files.print(print.bytes());
      machine.news(files.key());
      goOn();
    } else if (op instanceof Op.Ask ask) {
      waitsFor = "r" + next;
      files.requests().put(waitsFor, ask.request());
      machine.news(files.key());
    } else if (op instanceof Op.Exit exit) {
      end(exit.code());
    }
  }

  /** The agent's answer comes through a pipe; nobody may be there to read it. */
  void answered(String request, boolean isGranted) {
    Request wish = files.requests().remove(request);
    if (isGone() || !request.equals(waitsFor)) {
      return;
    }
    waitsFor = "";
    if (isGranted) {
      machine.world().watch().granted(machine, files.key(), wish);
      later(dice.mostlySmall(50), this::goOn);
    } else {
      later(dice.mostlySmall(50), () -> end(1));
    }
  }

  /** Asked to end, and made to after five seconds. */
  void terminate() {
    isToEnd = true;
    long millis = dice.often(800) ? dice.mostlySmall(300) : 5_000;
    machine.world().timeline().after(millis, this::scriptKilled);
  }

  private void scriptKilled() {
    if (boot != machine.boots()) {
      return;
    }
    boolean hadScript = hasScript;
    hasScript = false;
    if (isGone) {
      machine.news(files.key());
    } else if (hadScript) {
      end(TERMINATED);
    } else if (!holdsLock) {
      die();
    }
  }

  private void end(int code) {
    if (files.exit().isPresent()) {
      return;
    }
    hasScript = false;
    if (dies(Point.BEFORE_EXIT)) {
      return;
    }
    if (machine.isDiskFull()) {
      die();
      return;
    }
    OptionalInt written = machine.tearsExit() ? OptionalInt.empty() : OptionalInt.of(code);
    files.exit(new StepFiles.Exit(written, startedAt, machine.now()));
    machine.news(files.key());
    if (dies(Point.AFTER_EXIT)) {
      return;
    }
    later(dice.mostlySmall(30), this::die);
  }
}
