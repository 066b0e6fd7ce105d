package org.muster.coordinator.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.plan.StepTemplate;
import org.muster.coordinator.journal.Journal;
import org.muster.coordinator.journal.JournalRow;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepResult;

/**
 * What modules and phases took when they last succeeded, in any cluster of the journal, also in
 * those that are gone.
 */
final class LastMeasured {
  /** Of each cluster; what is further behind is about other times. */
  private static final int ROWS = 20_000;

  private static final int ROWS_AT_ONCE = 2_000;
  private static final String STEP_ENDED = "step-ended";

  private final EventJson json = new EventJson();
  private final Map<Name, Measured> newest = new HashMap<>();

  private record Name(ModuleName module, Phase phase) {}

  private record Measured(String cluster, DeploymentId deployment, Instant at, Duration took) {}

  private LastMeasured() {}

  /** Blocks. */
  static LastMeasured in(Journal journal) {
    LastMeasured measured = new LastMeasured();
    for (String cluster : journal.clusters()) {
      long after = Math.max(0, journal.lastSeq(cluster) - ROWS);
      List<JournalRow> rows;
      do {
        rows = journal.read(cluster, after, ROWS_AT_ONCE);
        rows.stream().filter(row -> row.type().equals(STEP_ENDED)).forEach(measured::take);
        after += rows.size();
      } while (rows.size() == ROWS_AT_ONCE);
    }
    return measured;
  }

  /** Of the node that took longest, in the newest deployment that has it. */
  Optional<Duration> of(StepTemplate step) {
    return Optional.ofNullable(newest.get(new Name(step.module(), step.phase())))
        .map(Measured::took);
  }

  private void take(JournalRow row) {
    Event.StepEnded ended = (Event.StepEnded) json.event(row.type(), row.body());
    StepResult result = ended.result();
    // What a marker skipped took no time, which says nothing about a node without it.
    if (result.outcome() != StepOutcome.SUCCEEDED || result.baked()) {
      return;
    }
    StepKey step = ended.step();
    Duration took = Duration.between(result.startedAt(), result.finishedAt());
    newest.merge(
        new Name(step.module(), step.phase()),
        new Measured(row.cluster(), step.deployment(), row.at(), took),
        LastMeasured::newer);
  }

  private static Measured newer(Measured old, Measured next) {
    boolean isSame =
        old.cluster().equals(next.cluster()) && old.deployment().equals(next.deployment());
    if (!isSame) {
      return next.at().isAfter(old.at()) ? next : old;
    }
    return next.took().compareTo(old.took()) > 0 ? next : old;
  }
}
