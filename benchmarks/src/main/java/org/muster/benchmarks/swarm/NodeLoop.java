package org.muster.benchmarks.swarm;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.muster.time.Scheduler;

/** What is an agent's own thread on a node: a context of an event loop that many share. */
final class NodeLoop implements Executor, Scheduler {
  private final Vertx vertx;
  private final Context context;

  private NodeLoop(Vertx vertx) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
  }

  /** Each on an event loop of its own: a thread that is not one of Vert.x gets one and keeps it. */
  static List<NodeLoop> of(Vertx vertx, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> CompletableFuture.supplyAsync(() -> new NodeLoop(vertx), NodeLoop::onNew))
        .map(CompletableFuture::join)
        .toList();
  }

  private static void onNew(Runnable task) {
    new Thread(task, "loop-maker").start();
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
