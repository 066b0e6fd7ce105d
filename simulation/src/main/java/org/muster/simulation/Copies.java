package org.muster.simulation;

import java.util.HashMap;
import java.util.Map;
import org.muster.protocol.StepKey;

/** The coordinator's copies of outputs: durable, and shared by all its lives. */
final class Copies {
  private final Map<StepKey, Long> ends = new HashMap<>();

  long position(StepKey step) {
    return ends.getOrDefault(step, 0L);
  }

  void append(StepKey step, long offset, byte[] data) {
    ends.merge(step, offset + data.length, Math::max);
  }

  void clear() {
    ends.clear();
  }
}
