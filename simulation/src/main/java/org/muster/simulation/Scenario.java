package org.muster.simulation;

import java.util.List;

/**
 * All that distinguishes one run from another. Everything else follows from the seed.
 *
 * @param modules how many
 */
record Scenario(
    long seed,
    int workers,
    int modules,
    List<Act> acts,
    List<Fault> faults,
    Noise noise,
    Arrival arrival) {
  Scenario {
    acts = List.copyOf(acts);
    faults = List.copyOf(faults);
  }

  Scenario withActs(List<Act> others) {
    return new Scenario(seed, workers, modules, others, faults, noise, arrival);
  }

  Scenario withFaults(List<Fault> others) {
    return new Scenario(seed, workers, modules, acts, others, noise, arrival);
  }

  Scenario withNoise(Noise other) {
    return new Scenario(seed, workers, modules, acts, faults, other, arrival);
  }

  Scenario withArrival(Arrival other) {
    return new Scenario(seed, workers, modules, acts, faults, noise, other);
  }

  Scenario withSize(int otherWorkers, int otherModules) {
    return new Scenario(seed, otherWorkers, otherModules, acts, faults, noise, arrival);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "seed %d: 1 master, %d workers, %d modules, %s, %s%n"
            .formatted(seed, workers, modules, noise, arrival));
    acts.forEach(act -> text.append("  ").append(act).append('\n'));
    faults.forEach(fault -> text.append("  ").append(fault).append('\n'));
    return text.toString();
  }
}
