package org.muster.agent.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.muster.time.RealTime;
import org.muster.time.Scheduler;

/**
 * The one thread that owns everything an agent decides. It may block for a file, never for a
 * network.
 */
final class AgentThread implements Executor, Scheduler, AutoCloseable {
  private static final Logger log = Logger.getLogger(AgentThread.class.getName());

  private final InstantSource clock = RealTime.steadyClock();
  private final ScheduledThreadPoolExecutor thread;

  AgentThread() {
    thread = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "agent"));
    thread.setRemoveOnCancelPolicy(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread.setRejectedExecutionHandler((task, pool) -> log.fine("too late for " + task));
  }

  @Override
  public void execute(Runnable task) {
    thread.execute(() -> run(task));
  }

  @Override
  public InstantSource clock() {
    return clock;
  }

  @Override
  public InstantSource calendar() {
    return RealTime.clock();
  }

  @Override
  public Cancellable after(Duration delay, Runnable task) {
    ScheduledFuture<?> timer =
        thread.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> timer.cancel(false);
  }

  /** A task that fails is our mistake; the agent still serves what it can. */
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      log.log(Level.SEVERE, "a task of the agent failed", e);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
