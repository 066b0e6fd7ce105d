package org.muster.coordinator.flow;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Those who wait to read a state until all of it is durable; each is answered once. Used on the
 * owner's context only.
 */
final class Readings {
  /** One wait, answered with what the reader gives. */
  final class Reading<R> {
    private final Supplier<R> reader;
    private final Promise<R> answer = Promise.promise();

    private Reading(Supplier<R> reader) {
      this.reader = reader;
    }

    /** Reads now, unless the wait was given up meanwhile. */
    void read() {
      if (!open.remove(this)) {
        return;
      }
      try {
        answer.complete(reader.get());
      } catch (RuntimeException e) {
        answer.fail(e);
      }
    }

    Future<R> future() {
      return answer.future();
    }
  }

  private final Set<Reading<?>> open = new LinkedHashSet<>();

  <R> Reading<R> wait(Supplier<R> reader) {
    Reading<R> reading = new Reading<>(reader);
    open.add(reading);
    return reading;
  }

  /** Else they would wait for as long as a disk stays full. */
  void giveUp(Throwable why) {
    List<Reading<?>> waiting = List.copyOf(open);
    open.clear();
    waiting.forEach(reading -> reading.answer.fail(why));
  }
}
