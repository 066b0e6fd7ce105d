package org.muster.coordinator.flow;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/** Where owners do their work: tasks of one context run one after the other, never at once. */
@FunctionalInterface
public interface Contexts {
  /** The context of the caller, or a new one for a caller without. */
  Executor context();

  /** The event loops of Vert.x. */
  static Contexts of(Vertx vertx) {
    return () -> {
      Context context = vertx.getOrCreateContext();
      return task -> context.runOnContext(now -> task.run());
    };
  }
}
