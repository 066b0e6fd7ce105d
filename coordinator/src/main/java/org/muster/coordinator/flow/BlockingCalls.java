package org.muster.coordinator.flow;

import io.vertx.core.Future;
import java.util.concurrent.Callable;

/** The one door from the event loop to code that may block. */
public interface BlockingCalls extends AutoCloseable {

  /** For calls that do not care about each other. */
  <T> Future<T> run(Callable<T> call);

  /** One at a time, in the order asked from one context. */
  <T> Future<T> runInOrder(Callable<T> call);

  @Override
  void close();
}
