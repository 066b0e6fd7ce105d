package org.muster.coordinator.core.state;

/** How many steps of each template are in which status; kept, so that nobody has to count. */
public final class StepTally {
  private static final int STATUSES = StepStatus.values().length;

  private final int[][] counts;
  private final int[] totals;
  private int open;

  StepTally(int templates) {
    counts = new int[templates][STATUSES];
    totals = new int[templates];
  }

  public int count(int template, StepStatus status) {
    return counts[template][status.ordinal()];
  }

  public int total(int template) {
    return totals[template];
  }

  /** Steps that are not final yet. */
  public int open() {
    return open;
  }

  public int count(StepStatus status) {
    int sum = 0;
    for (int[] row : counts) {
      sum += row[status.ordinal()];
    }
    return sum;
  }

  /** Whether all steps of the template have succeeded; also when there are none. */
  public boolean isPassed(int template) {
    return count(template, StepStatus.SUCCEEDED) == totals[template];
  }

  /** Whether a step of the template can never succeed any more. */
  public boolean isDoomed(int template) {
    return count(template, StepStatus.FAILED)
            + count(template, StepStatus.SKIPPED)
            + count(template, StepStatus.CANCELLED)
        > 0;
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
    counts[cell.template().id()][cell.status().ordinal()] += by;
    if (!cell.status().isFinal()) {
      open += by;
    }
  }
}
