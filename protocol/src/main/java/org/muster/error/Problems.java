package org.muster.error;

import java.util.ArrayList;
import java.util.List;

/** Collects every mistake in an input, so that the user fixes them in one go. */
public final class Problems {
  private final List<String> found = new ArrayList<>();

  /** Adds one mistake: a sentence without a full stop. */
  public void add(String sentence) {
    found.add(sentence);
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** The mistakes in the order in which they were found. */
  public List<String> list() {
    return List.copyOf(found);
  }

  /**
   * Does nothing when no mistake was found.
   *
   * @throws MusterException INVALID_INPUT that lists all mistakes
   */
  public void throwIfAny(String subject) {
    if (!found.isEmpty()) {
      throw new MusterException(
          ErrorCode.INVALID_INPUT, subject + " is not valid:\n  - " + String.join("\n  - ", found));
    }
  }
}
