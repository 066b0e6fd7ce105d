package org.muster.coordinator.flow;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.function.BiFunction;
import org.muster.coordinator.core.controller.Controller;
import org.muster.error.MusterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One input, and the answer that waits for its events to be durable. Owned by its owner's context.
 */
final class OwnerInput<R> {
  private static final Logger log = LoggerFactory.getLogger(OwnerInput.class);

  private final BiFunction<Controller, Instant, R> input;
  private final Promise<R> promise = Promise.promise();
  private R answer;
  private RuntimeException refusal;

  OwnerInput(BiFunction<Controller, Instant, R> input) {
    this.input = input;
  }

  void decide(Controller controller, Instant now) {
    refusal = null; // it may be decided anew
    try {
      answer = input.apply(controller, now);
    } catch (MusterException e) {
      refusal = e;
    } catch (RuntimeException e) {
      log.error("{}: an input was not understood", controller.state().name(), e);
      refusal = e;
    }
  }

  Future<R> future() {
    return promise.future();
  }

  void fail(Throwable failure) {
    promise.fail(failure);
  }

  void answer() {
    if (refusal == null) {
      promise.complete(answer);
    } else {
      promise.fail(refusal);
    }
  }
}
