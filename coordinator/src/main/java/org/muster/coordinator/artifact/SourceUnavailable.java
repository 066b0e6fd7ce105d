package org.muster.coordinator.artifact;

/** A source did not have an artifact, or did not answer; says which and why. */
final class SourceUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  SourceUnavailable(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  SourceUnavailable(String sentence) {
    super(sentence);
  }
}
