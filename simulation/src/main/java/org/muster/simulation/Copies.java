package org.muster.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.muster.coordinator.flow.LogPlace;
import org.muster.protocol.StepKey;

/** The coordinator's copies of outputs: durable, and shared by all its lives. */
final class Copies {
  /** Bytes that never came, from one offset to another. */
  record Gap(long from, long to) {}

  private final World world;
  private final Map<StepKey, Long> ends = new HashMap<>();
  private final Map<StepKey, List<Gap>> gaps = new HashMap<>();

  Copies(World world) {
    this.world = world;
  }

  long position(StepKey step) {
    return ends.getOrDefault(step, 0L);
  }

  List<Gap> gaps(StepKey step) {
    return gaps.getOrDefault(step, List.of());
  }

  void append(StepKey step, long offset, byte[] data) {
    long end = position(step);
    LogPlace place = LogPlace.of(end, offset, data.length);
    if (place.missing() > 0 && world.tampering().marksGaps()) {
      gaps.computeIfAbsent(step, unknown -> new ArrayList<>()).add(new Gap(end, offset));
    }
    ends.put(step, place.end());
    world.watch().logKept(step, offset, data);
  }

  void clear() {
    ends.clear();
    gaps.clear();
    world.watch().logsForgotten();
  }
}
