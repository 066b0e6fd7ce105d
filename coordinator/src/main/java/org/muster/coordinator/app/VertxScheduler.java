package org.muster.coordinator.app;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import org.muster.time.RealTime;
import org.muster.time.Scheduler;

/** Real time. Tasks run on the context that asked for them. */
public final class VertxScheduler implements Scheduler {
  private final InstantSource clock = RealTime.steadyClock();
  private final Vertx vertx;

  public VertxScheduler(Vertx vertx) {
    this.vertx = vertx;
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
    long timer = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> task.run());
    return () -> vertx.cancelTimer(timer);
  }
}
