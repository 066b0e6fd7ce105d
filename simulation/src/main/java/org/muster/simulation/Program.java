package org.muster.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.muster.time.Scheduler;
import org.muster.time.SteadyClock;

/**
 * One run of a program, from its start to its death: everything that it does, it does in here, one
 * thing after the other. What is dead does nothing more; what is stopped does it later.
 */
final class Program implements Scheduler, Executor {
  private static final long NANOS = 1_000_000;
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private final Timeline timeline;
  private final Consumer<RuntimeException> failed;
  private final InstantSource clock;
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private List<Runnable> held = new ArrayList<>();
  private boolean isDead;
  private boolean isStopped;
  private boolean isBusy;
  private long clockIsAheadBy;

  /**
   * A program that begins now.
   *
   * @param clockIsAheadBy how wrong the clock of its machine is
   * @param failed hears of a task that threw
   */
  Program(Timeline timeline, long clockIsAheadBy, Consumer<RuntimeException> failed) {
    this.timeline = timeline;
    this.clockIsAheadBy = clockIsAheadBy;
    this.failed = failed;
    this.clock = new SteadyClock(this::machineTime, () -> timeline.now() * NANOS);
  }

  boolean isDead() {
    return isDead;
  }

  boolean isStopped() {
    return isStopped;
  }

  /** From now on nothing that it does has an effect. */
  void die() {
    isDead = true;
    tasks.clear();
    held.clear();
  }

  /** As SIGSTOP and SIGCONT do. */
  void stopFor(long millis) {
    if (!isDead && !isStopped) {
      isStopped = true;
      timeline.after(millis, this::goOn);
    }
  }

  private void goOn() {
    isStopped = false;
    List<Runnable> late = held;
    held = new ArrayList<>();
    late.forEach(this::enter);
  }

  void setClockAhead(long millis) {
    clockIsAheadBy = millis;
  }

  /** Something from outside reaches the program. */
  void enter(Runnable task) {
    if (isDead) {
      return;
    }
    if (isStopped) {
      held.add(task);
      return;
    }
    tasks.add(task);
    if (isBusy) {
      return;
    }
    isBusy = true;
    Runnable next = tasks.poll();
    while (next != null) {
      run(next);
      next = tasks.poll();
    }
    isBusy = false;
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      failed.accept(e);
    }
  }

  @Override
  public void execute(Runnable task) {
    if (isBusy && !isDead) {
      tasks.add(task);
    } else {
      timeline.after(0, () -> enter(task));
    }
  }

  @Override
  public InstantSource clock() {
    return clock;
  }

  private Instant machineTime() {
    return BEGINNING.plusMillis(timeline.now() + clockIsAheadBy);
  }

  Instant now() {
    return clock().instant();
  }

  @Override
  public Cancellable after(Duration delay, Runnable task) {
    return after(delay.toMillis(), task);
  }

  Cancellable after(long millis, Runnable task) {
    Timer timer = new Timer();
    timeline.after(millis, () -> enter(() -> timer.fire(task)));
    return timer;
  }

  /** May also be called off while its program is stopped. */
  private static final class Timer implements Cancellable {
    private boolean isOff;

    void fire(Runnable task) {
      if (!isOff) {
        task.run();
      }
    }

    @Override
    public void cancel() {
      isOff = true;
    }
  }
}
