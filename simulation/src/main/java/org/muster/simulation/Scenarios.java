package org.muster.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Thinks up the scenario of a seed: mostly small, sometimes large, with all kinds of trouble. */
final class Scenarios {
  /** Faults begin within this time; then all is mended that can be. */
  static final int TROUBLE = 40_000;

  private static final List<Act.Kind> LATER_ACTS =
      List.of(
          Act.Kind.DEPLOY,
          Act.Kind.DEPLOY,
          Act.Kind.RUN,
          Act.Kind.RUN,
          Act.Kind.CANCEL,
          Act.Kind.CANCEL,
          Act.Kind.RESUME,
          Act.Kind.RESUME,
          Act.Kind.STOP,
          Act.Kind.START,
          Act.Kind.DESTROY,
          Act.Kind.LAUNCH);

  private static final List<Point> POINTS = List.of(Point.values());

  private static final List<Fault.Kind> KINDS =
      Arrays.stream(Fault.Kind.values())
          .filter(kind -> kind != Fault.Kind.DEATH_AT_POINT)
          .filter(kind -> kind != Fault.Kind.NODE_IS_TAKEN_BACK)
          .filter(kind -> kind != Fault.Kind.NODE_MAY_BE_TAKEN_BACK)
          .toList();

  private Scenarios() {}

  static Scenario of(long seed) {
    Dice dice = Dice.of(seed, "scenario");
    boolean isLarge = dice.often(5);
    int workers = isLarge ? dice.between(5, 20) : dice.below(4);
    int modules = isLarge ? dice.between(1, 8) : 1 + dice.mostlySmall(4);
    List<Act> acts = acts(dice);
    List<Fault> faults = faults(dice, workers + 1);
    Noise noise = noise(dice);
    acts.addAll(changes(Dice.of(seed, "changes"), acts.size()));
    faults.addAll(notices(Dice.of(seed, "notices"), workers + 1));
    return new Scenario(seed, workers, modules, acts, faults, noise, Arrival.of(seed));
  }

  /** Half of the clusters grow, shrink, or have nodes replaced. */
  private static List<Act> changes(Dice dice, int first) {
    List<Act> changes = new ArrayList<>();
    int count = dice.often(500) ? dice.between(1, 4) : 0;
    for (int i = 0; i < count; i++) {
      Act.Kind kind = dice.often(700) ? Act.Kind.SCALE : Act.Kind.REPLACE;
      changes.add(new Act(kind, dice.below(TROUBLE + 20_000), first + i));
    }
    return changes;
  }

  private static List<Act> acts(Dice dice) {
    List<Act> acts = new ArrayList<>();
    acts.add(new Act(Act.Kind.LAUNCH, 0, 0));
    int more = dice.mostlySmall(7);
    for (int i = 1; i <= more; i++) {
      acts.add(new Act(dice.one(LATER_ACTS), dice.below(TROUBLE + 20_000), i));
    }
    return acts;
  }

  private static List<Fault> faults(Dice dice, int nodes) {
    List<Fault> faults = new ArrayList<>();
    int count = dice.often(50) ? 0 : 1 + dice.mostlySmall(9);
    for (int i = 0; i < count; i++) {
      faults.add(dice.often(450) ? death(dice, nodes) : trouble(dice, nodes));
    }
    return faults;
  }

  /** In some runs the provider takes nodes back, or says that it may. */
  private static List<Fault> notices(Dice dice, int nodes) {
    List<Fault> notices = new ArrayList<>();
    int count = dice.often(300) ? dice.between(1, 3) : 0;
    for (int i = 0; i < count; i++) {
      notices.add(
          new Fault(
              dice.often(700) ? Fault.Kind.NODE_IS_TAKEN_BACK : Fault.Kind.NODE_MAY_BE_TAKEN_BACK,
              dice.below(TROUBLE),
              dice.below(nodes + 1),
              Point.BEFORE_APPEND,
              0,
              dice.between(1_000, 120_000)));
    }
    return notices;
  }

  private static Fault death(Dice dice, int nodes) {
    return new Fault(
        Fault.Kind.DEATH_AT_POINT,
        dice.below(3) == 0 ? dice.below(TROUBLE) : 0,
        dice.below(nodes),
        dice.one(POINTS),
        1 + dice.mostlySmall(20),
        dice.below(2) == 0 ? dice.below(1_000) : dice.below(30_000));
  }

  private static Fault trouble(Dice dice, int nodes) {
    return new Fault(
        dice.one(KINDS),
        dice.below(TROUBLE),
        dice.below(nodes),
        Point.BEFORE_APPEND,
        0,
        dice.below(2) == 0 ? dice.below(3_000) : dice.below(30_000));
  }

  private static Noise noise(Dice dice) {
    int slowest = dice.one(List.of(5, 50, 300, 2_000));
    boolean isWild = dice.often(300);
    return new Noise(
        slowest,
        isWild ? dice.below(60) : 0,
        isWild ? dice.below(60) : 0,
        dice.often(200) ? dice.below(30) : 0);
  }
}
