package org.muster.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Runs one seed after the other, on one thread, and keeps count. */
final class Campaign {
  private static final int VIOLATIONS_KEPT = 20;

  private final Map<Fault.Kind, Long> struck = new EnumMap<>(Fault.Kind.class);
  private final Map<Point, Long> hit = new EnumMap<>(Point.class);
  private final List<Outcome> broken = new ArrayList<>();
  private final Shapes shapes = new Shapes();
  private long seeds;
  private long happened;
  private long violations;

  /**
   * Takes seeds until there are none left or it is time to stop.
   *
   * @param hears of every outcome
   */
  void run(AtomicLong next, long end, BooleanSupplier isTimeUp, Consumer<Outcome> hears) {
    while (!isTimeUp.getAsBoolean()) {
      long seed = next.getAndIncrement();
      if (seed >= end) {
        return;
      }
      Outcome outcome = Run.of(Scenarios.of(seed), shapes::visit);
      add(outcome);
      hears.accept(outcome);
    }
  }

  private void add(Outcome outcome) {
    seeds++;
    happened += outcome.happened();
    outcome.struck().forEach((kind, times) -> struck.merge(kind, (long) times, Long::sum));
    outcome.hit().forEach((point, times) -> hit.merge(point, (long) times, Long::sum));
    if (outcome.violation().isPresent()) {
      violations++;
      if (broken.size() < VIOLATIONS_KEPT) {
        broken.add(outcome);
      }
    }
  }

  /** What another one has seen, too. */
  void add(Campaign other) {
    seeds += other.seeds;
    happened += other.happened;
    violations += other.violations;
    other.struck.forEach((kind, times) -> struck.merge(kind, times, Long::sum));
    other.hit.forEach((point, times) -> hit.merge(point, times, Long::sum));
    broken.addAll(other.broken);
    shapes.addAll(other.shapes);
  }

  long seeds() {
    return seeds;
  }

  long happened() {
    return happened;
  }

  long violations() {
    return violations;
  }

  Map<Fault.Kind, Long> struck() {
    return struck;
  }

  Map<Point, Long> hit() {
    return hit;
  }

  List<Outcome> broken() {
    return broken;
  }

  Shapes shapes() {
    return shapes;
  }
}
