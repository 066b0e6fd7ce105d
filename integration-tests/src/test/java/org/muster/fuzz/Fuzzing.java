package org.muster.fuzz;

import org.muster.error.MusterException;

/** Lets several readers try one input, though the first may say that it is none of its own. */
final class Fuzzing {
  private Fuzzing() {}

  static void allowing(Runnable reader) {
    try {
      reader.run();
    } catch (MusterException e) {
      // One sentence about what is wrong.
    }
  }
}
