package org.muster.coordinator.artifact;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Lets callers who want the same thing at the same time share one way of getting it. */
final class Flights<K, V> {
  private final Map<K, Flight<V>> inTheAir = new ConcurrentHashMap<>();

  private record Flight<V>(CompletableFuture<V> landed, List<Progress> watchers) {
    void report(String name, String text, long done, long total) {
      watchers.forEach(watcher -> watcher.report(name, text, done, total));
    }
  }

  /** The first caller does the work in its own thread; the others wait, and hear its progress. */
  V join(K key, Progress progress, Function<Progress, V> work) {
    Flight<V> mine = new Flight<>(new CompletableFuture<>(), new CopyOnWriteArrayList<>());
    mine.watchers().add(progress);
    Flight<V> other = inTheAir.putIfAbsent(key, mine);
    if (other != null) {
      other.watchers().add(progress);
      return landed(other);
    }
    try {
      V value = work.apply(mine::report);
      mine.landed().complete(value);
      return value;
    } catch (RuntimeException | Error e) {
      mine.landed().completeExceptionally(e);
      throw e;
    } finally {
      inTheAir.remove(key, mine);
    }
  }

  private static <V> V landed(Flight<V> flight) {
    try {
      return flight.landed().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
