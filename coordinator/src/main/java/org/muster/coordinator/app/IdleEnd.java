package org.muster.coordinator.app;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.muster.time.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a coordinator that nobody stopped, an hour after its last cluster is gone. */
final class IdleEnd {
  private static final Logger log = LoggerFactory.getLogger(IdleEnd.class);
  private static final Duration IDLE = Duration.ofHours(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

  private final Scheduler scheduler;
  private final Supplier<Future<Boolean>> hasClusters;
  private final Runnable end;
  private Instant lastNeeded;

  IdleEnd(Scheduler scheduler, Supplier<Future<Boolean>> hasClusters, Runnable end) {
    this.scheduler = scheduler;
    this.hasClusters = hasClusters;
    this.end = end;
    this.lastNeeded = scheduler.clock().instant();
  }

  void watch() {
    scheduler.after(BETWEEN_LOOKS, () -> hasClusters.get().onComplete(this::look));
  }

  private void look(AsyncResult<Boolean> answer) {
    Instant now = scheduler.clock().instant();
    if (answer.failed() || answer.result()) {
      lastNeeded = now;
    }
    if (now.isAfter(lastNeeded.plus(IDLE))) {
      log.info("no cluster for an hour: this coordinator ends");
      end.run();
      return;
    }
    watch();
  }
}
