package org.muster.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which faults of the scenario are due, and which have struck. */
final class Faults {
  /** Node of a fault of the coordinator. */
  static final int COORDINATOR = -1;

  private final World world;
  private final List<Fault> deaths = new ArrayList<>();
  private final Map<Fault, Integer> passed = new HashMap<>();
  private final Map<Fault.Kind, Integer> struck = new EnumMap<>(Fault.Kind.class);
  private final Map<Point, Integer> hit = new EnumMap<>(Point.class);
  private int unclearAppends;
  private boolean isOver;

  Faults(World world) {
    this.world = world;
    for (Fault fault : world.scenario().faults()) {
      if (fault.kind() == Fault.Kind.DEATH_AT_POINT) {
        deaths.add(fault);
      }
    }
  }

  boolean isDue(Point point, int node) {
    return due(point, node).isPresent();
  }

  /** A death that is due at this passage; it strikes once. */
  Optional<Fault> due(Point point, int node) {
    if (deaths.isEmpty() || isOver) {
      return Optional.empty();
    }
    for (Fault death : deaths) {
      boolean isMeant =
          death.point() == point
              && world.timeline().now() >= death.at()
              && (node == COORDINATOR || death.node() == node);
      if (isMeant && passed.merge(death, 1, Integer::sum) == death.nth()) {
        deaths.remove(death);
        count(death);
        return Optional.of(death);
      }
    }
    return Optional.empty();
  }

  void count(Fault fault) {
    struck.merge(fault.kind(), 1, Integer::sum);
    if (fault.kind() == Fault.Kind.DEATH_AT_POINT) {
      hit.merge(fault.point(), 1, Integer::sum);
    }
    world.watch().note(() -> "FAULT " + fault);
  }

  void makeNextAppendUnclear() {
    unclearAppends++;
  }

  boolean isAppendUnclear() {
    if (unclearAppends == 0 || isOver) {
      return false;
    }
    unclearAppends--;
    return true;
  }

  /** From now on nothing new goes wrong. */
  void end() {
    isOver = true;
  }

  boolean areOver() {
    return isOver;
  }

  Map<Fault.Kind, Integer> struck() {
    return struck;
  }

  Map<Point, Integer> hit() {
    return hit;
  }
}
