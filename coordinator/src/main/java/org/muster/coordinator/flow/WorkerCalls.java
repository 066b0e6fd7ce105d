package org.muster.coordinator.flow;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Blocking calls on worker threads of Vert.x: named and sized. */
public final class WorkerCalls implements BlockingCalls {
  private final WorkerExecutor pool;

  public WorkerCalls(Vertx vertx, String name, int threads) {
    requireNonNull(name, "name is null");
    pool = vertx.createSharedWorkerExecutor(name, threads, 30, TimeUnit.MINUTES);
  }

  @Override
  public <T> Future<T> run(Callable<T> call) {
    return pool.executeBlocking(call, false); // by default Vert.x runs them one at a time
  }

  @Override
  public <T> Future<T> runInOrder(Callable<T> call) {
    return pool.executeBlocking(call, true);
  }

  @Override
  public void close() {
    pool.close();
  }
}
