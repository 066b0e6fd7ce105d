package org.muster.coordinator.core.state;

import java.util.EnumMap;
import java.util.Map;

/** How many steps of each template are in which status; kept, so that nobody has to count. */
public final class StepTally {
  private final Map<StepStatus, int[]> counts = new EnumMap<>(StepStatus.class);
  private final int[] totals;
  private int open;

  StepTally(int templates) {
    for (StepStatus status : StepStatus.values()) {
      counts.put(status, new int[templates]);
    }
    totals = new int[templates];
  }

  public int count(int template, StepStatus status) {
    return counts.get(status)[template];
  }

  public int total(int template) {
    return totals[template];
  }

  /** Steps of the template that are final. */
  public int ended(int template) {
    return count(template, StepStatus.SUCCEEDED) + lostForGood(template);
  }

  private int lostForGood(int template) {
    return count(template, StepStatus.FAILED)
        + count(template, StepStatus.SKIPPED)
        + count(template, StepStatus.CANCELLED);
  }

  /** Steps that are not final yet. */
  public int open() {
    return open;
  }

  public int count(StepStatus status) {
    int sum = 0;
    for (int each : counts.get(status)) {
      sum += each;
    }
    return sum;
  }

  /** Whether all steps of the template have succeeded; also when there are none. */
  public boolean isPassed(int template) {
    return count(template, StepStatus.SUCCEEDED) == totals[template];
  }

  /** Whether a step of the template can never succeed any more. */
  public boolean isDoomed(int template) {
    return lostForGood(template) > 0;
  }

  void add(StepCell cell) {
    totals[cell.template().id()]++;
    count(cell, 1);
  }

  void remove(StepCell cell) {
    totals[cell.template().id()]--;
    count(cell, -1);
  }

  void change(StepCell cell, Runnable change) {
    count(cell, -1);
    change.run();
    count(cell, 1);
  }

  private void count(StepCell cell, int by) {
    counts.get(cell.status())[cell.template().id()] += by;
    if (!cell.status().isFinal()) {
      open += by;
    }
  }
}
