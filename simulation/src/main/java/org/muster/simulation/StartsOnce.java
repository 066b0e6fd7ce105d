package org.muster.simulation;

import java.util.HashSet;
import java.util.Set;
import org.muster.protocol.StepKey;

/** 1. A step attempt's process starts at most once. */
final class StartsOnce extends Rule {
  private record Start(StepKey step, int machine, int journal) {}

  private final Set<Start> starts = new HashSet<>();

  StartsOnce(World world) {
    super(1, world);
  }

  @Override
  void processStarted(Machine machine, StepKey step) {
    // A node that lost its journal cannot know; nobody can.
    if (!starts.add(new Start(step, machine.index(), machine.journals()))) {
      broken("the process of %s started a second time on machine %d", step, machine.index());
    }
  }
}
