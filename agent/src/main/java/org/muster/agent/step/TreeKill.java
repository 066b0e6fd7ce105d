package org.muster.agent.step;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muster.time.Scheduler;

/**
 * Ends all processes of an attempt: first they are asked, five seconds later they are made to. It
 * looks again until nobody is left, since a process may fork while it is being killed. The runner
 * is spared, so that it can write down the end. Owned by the agent's thread.
 */
final class TreeKill {
  static final Duration GRACE = Duration.ofSeconds(5);

  private static final Duration AGAIN = Duration.ofMillis(100);

  private final RunningStep step;
  private final Scheduler scheduler;
  private final Runnable whenNobodyIsLeft;
  private final Set<Long> asked = new HashSet<>();
  private final Instant begin;

  private TreeKill(RunningStep step, Scheduler scheduler, Runnable whenNobodyIsLeft) {
    this.step = step;
    this.scheduler = scheduler;
    this.whenNobodyIsLeft = whenNobodyIsLeft;
    this.begin = scheduler.clock().instant();
  }

  /** Begins, unless it began before. */
  static void begin(RunningStep step, Scheduler scheduler, Runnable whenNobodyIsLeft) {
    if (!step.isKilling()) {
      step.killing();
      new TreeKill(step, scheduler, whenNobodyIsLeft).round();
    }
  }

  private void round() {
    boolean patient = scheduler.clock().instant().isBefore(begin.plus(GRACE));
    List<Long> left = step.processes();
    for (long pid : left) {
      if (!patient) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      } else if (asked.add(pid)) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
      }
    }
    boolean runnerAlive = step.isRunnerAlive();
    if (left.isEmpty() && runnerAlive && !patient) {
      // It has nothing to wait for any more, and still does not end.
      step.livingRunner().stream()
          .mapToObj(ProcessHandle::of)
          .flatMap(Optional::stream)
          .forEach(ProcessHandle::destroyForcibly);
    }
    if (left.isEmpty() && !runnerAlive) {
      whenNobodyIsLeft.run();
    } else {
      scheduler.after(AGAIN, this::round);
    }
  }
}
