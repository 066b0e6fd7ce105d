package org.muster.benchmarks.swarm;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.muster.time.Scheduler;

/** What is an agent's own thread on a node: a context of an event loop that many share. */
final class NodeLoop implements Executor, Scheduler {
  private final Vertx vertx;
  private final Context context;

  NodeLoop(Vertx vertx) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
  }

  @Override
  public void execute(Runnable task) {
    context.runOnContext(now -> task.run());
  }

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }

  @Override
  public Cancellable after(Duration delay, Runnable task) {
    long timer = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> execute(task));
    return () -> vertx.cancelTimer(timer);
  }
}
