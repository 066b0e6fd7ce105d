package org.muster.coordinator.artifact;

import java.util.concurrent.atomic.AtomicLong;

/** Hears how far the resolution of an artifact is; called often, and from several threads. */
@FunctionalInterface
public interface Progress {
  Progress NONE = (name, text, doneBytes, totalBytes) -> {};

  /** How many bytes make a step of {@link #inSteps()}. */
  long STEP = 512 * 1024;

  /**
   * @param name of the artifact
   * @param text what is done right now, such as {@code downloading spark-core.jar}
   * @param totalBytes 0 when it is not known
   */
  void report(String name, String text, long doneBytes, long totalBytes);

  /** The same, but of bytes that trickle in it hears only every half MiB. */
  default Progress inSteps() {
    AtomicLong next = new AtomicLong();
    return (name, text, doneBytes, totalBytes) -> {
      long due = next.get();
      boolean restarted = doneBytes < due - 2 * STEP;
      if ((doneBytes >= due || restarted) && next.compareAndSet(due, doneBytes + STEP)) {
        report(name, text, doneBytes, totalBytes);
      }
    };
  }
}
