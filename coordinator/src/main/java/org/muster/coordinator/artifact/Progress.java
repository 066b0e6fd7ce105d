package org.muster.coordinator.artifact;

/** Hears how far the resolution of an artifact is; called often, and from several threads. */
@FunctionalInterface
public interface Progress {
  Progress NONE = (name, text, doneBytes, totalBytes) -> {};

  /**
   * @param name of the artifact
   * @param text what is done right now, such as {@code downloading spark-core.jar}
   * @param totalBytes 0 when it is not known
   */
  void report(String name, String text, long doneBytes, long totalBytes);
}
