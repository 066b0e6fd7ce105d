package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

/**
 * What Ctrl-C says while something is watched: that it goes on, and how to come back. The process
 * then ends with 130, as every process does that is interrupted.
 */
final class Interruption implements AutoCloseable {
  private final Thread words;

  Interruption(Screen screen, String cluster) {
    this(() -> screen.note(sentence(cluster)));
    requireNonNull(screen, "screen is null");
  }

  private Interruption(Runnable words) {
    this.words = new Thread(words, "interruption");
  }

  /** For what does not go on without this window. */
  static Interruption silent() {
    return new Interruption(() -> {});
  }

  void arm() {
    Runtime.getRuntime().addShutdownHook(words);
  }

  static String sentence(String cluster) {
    return """

    It goes on without this window. To come back or to end it:
      muster status %1$s
      muster events %1$s --follow
      muster cancel %1$s\
    """
        .formatted(cluster);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(words);
    } catch (IllegalStateException e) {
      // The process is ending already: then the words are being said.
      return;
    }
  }
}
