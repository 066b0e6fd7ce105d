package org.muster.coordinator.flow;

import static java.util.Objects.requireNonNull;

/**
 * How often a snapshot is taken, and for whom.
 *
 * @param build names this program: what it folds may differ from what another one does
 * @param eventsAtRest behind the last snapshot, while no deployment runs
 * @param eventsAtWork while one does: a snapshot of much work under way delays it
 */
public record SnapshotRule(String build, int eventsAtRest, int eventsAtWork) {
  public SnapshotRule {
    requireNonNull(build, "build is null");
    if (eventsAtRest < 1 || eventsAtWork < eventsAtRest) {
      throw new IllegalArgumentException(
          "snapshots after %d and %d events must be after 1 or more, and at work no sooner"
              .formatted(eventsAtRest, eventsAtWork));
    }
  }

  /** So that a recovery reads hundreds of events, or some ten thousand after a crash at work. */
  public static SnapshotRule usual(String build) {
    return new SnapshotRule(build, 500, 20_000);
  }
}
