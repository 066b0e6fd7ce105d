package org.muster.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Takes away from a scenario whatever is not needed to break the same rule. */
final class Shrinker {
  private static final int TRIES = 400;

  private final Function<Scenario, Outcome> run;
  private Scenario best;
  private final int rule;
  private int triesLeft = TRIES;

  private Shrinker(Outcome broken, Function<Scenario, Outcome> run) {
    this.run = run;
    best = broken.scenario();
    rule = broken.violation().orElseThrow().rule();
  }

  /** The smallest scenario found that breaks the rule that this outcome has broken. */
  static Scenario smallest(Outcome broken, Function<Scenario, Outcome> run) {
    Shrinker shrinker = new Shrinker(broken, run);
    Optional<Scenario> before = Optional.empty();
    while (!before.equals(Optional.of(shrinker.best)) && shrinker.triesLeft > 0) {
      before = Optional.of(shrinker.best);
      shrinker.round();
    }
    return shrinker.best;
  }

  private void round() {
    for (int i = best.faults().size() - 1; i >= 0; i--) {
      keepIfBroken(best.withFaults(without(best.faults(), i)));
    }
    for (int i = best.acts().size() - 1; i > 0; i--) {
      keepIfBroken(best.withActs(without(best.acts(), i)));
    }
    keepIfBroken(best.withNoise(Noise.NONE));
    keepIfBroken(best.withArrival(Arrival.PROMPT));
    Noise noise = best.noise();
    keepIfBroken(best.withNoise(new Noise(noise.slowest(), 0, 0, 0)));
    keepIfBroken(best.withNoise(new Noise(noise.slowest(), noise.doubled(), 0, 0)));
    keepIfBroken(best.withNoise(new Noise(noise.slowest(), 0, noise.overtaken(), 0)));
    keepIfBroken(best.withNoise(new Noise(noise.slowest(), 0, 0, noise.cuts())));
    for (int workers = 0; workers < best.workers(); workers++) {
      keepIfBroken(best.withSize(workers, best.modules()));
    }
    for (int modules = 1; modules < best.modules(); modules++) {
      keepIfBroken(best.withSize(best.workers(), modules));
    }
  }

  private static <T> List<T> without(List<T> all, int index) {
    List<T> rest = new ArrayList<>(all);
    rest.remove(index);
    return rest;
  }

  private void keepIfBroken(Scenario smaller) {
    if (triesLeft <= 0 || smaller.equals(best)) {
      return;
    }
    triesLeft--;
    if (run.apply(smaller).violation().filter(found -> found.rule() == rule).isPresent()) {
      best = smaller;
    }
  }
}
