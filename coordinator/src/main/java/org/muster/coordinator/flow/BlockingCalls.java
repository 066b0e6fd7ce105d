package org.muster.coordinator.flow;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** The one door from the event loop to code that may block: named and sized. */
public final class BlockingCalls implements AutoCloseable {
  private final WorkerExecutor pool;

  public BlockingCalls(Vertx vertx, String name, int threads) {
    requireNonNull(name, "name is null");
    pool = vertx.createSharedWorkerExecutor(name, threads, 30, TimeUnit.MINUTES);
  }

  /** For calls that do not care about each other. */
  public <T> Future<T> run(Callable<T> call) {
    return pool.executeBlocking(call, false); // by default Vert.x runs them one at a time
  }

  /** One at a time, in the order asked from one context. */
  public <T> Future<T> runInOrder(Callable<T> call) {
    return pool.executeBlocking(call, true);
  }

  @Override
  public void close() {
    pool.close();
  }
}
