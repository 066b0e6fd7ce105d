package org.muster.simulation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.Callable;
import org.muster.coordinator.flow.BlockingCalls;

/** Calls that take their time, and end with the life of the coordinator that made them. */
final class LifeCalls implements BlockingCalls {
  private final CoordinatorLife life;
  private final int slowest;
  private final Point beforeAnswer;
  private long lastInOrder;

  /**
   * @param slowest how long one may take, in milliseconds; most are faster
   * @param beforeAnswer where the coordinator may die once the call is made
   */
  LifeCalls(CoordinatorLife life, int slowest, Point beforeAnswer) {
    this.life = life;
    this.slowest = slowest;
    this.beforeAnswer = beforeAnswer;
  }

  @Override
  public <T> Future<T> run(Callable<T> call) {
    return in(life.world().dice().mostlySmall(slowest), call);
  }

  @Override
  public <T> Future<T> runInOrder(Callable<T> call) {
    long now = life.world().timeline().now();
    lastInOrder = Math.max(lastInOrder, now + life.world().dice().mostlySmall(slowest));
    return in(lastInOrder - now, call);
  }

  private <T> Future<T> in(long millis, Callable<T> call) {
    Promise<T> promise = Promise.promise();
    life.program().after(millis, () -> make(call, promise));
    return promise.future();
  }

  private <T> void make(Callable<T> call, Promise<T> promise) {
    T answer;
    try {
      answer = call.call();
    } catch (Exception e) {
      life.program().execute(() -> promise.fail(e));
      return;
    }
    if (!life.dies(beforeAnswer)) {
      life.program().execute(() -> promise.complete(answer));
    }
  }

  @Override
  public void close() {}
}
