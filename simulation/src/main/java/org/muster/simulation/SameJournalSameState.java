package org.muster.simulation;

import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.journal.JournalRow;

/** 11. Same plan, same journal: same state, byte for byte. */
final class SameJournalSameState extends Rule {
  SameJournalSameState(World world) {
    super(11, world);
  }

  @Override
  void atEnd() {
    ClusterState again = new ClusterState(world().cluster());
    for (JournalRow row : world().ledger().rows()) {
      again.apply(world().tampering().recovered(world().ledger().event(row)), row.at());
    }
    String once = Canonical.of(durable());
    compare("folded a second time", once, Canonical.of(again));
    world()
        .coordinators()
        .mindNow()
        .ifPresent(mind -> compare("in the coordinator's mind", once, Canonical.of(mind)));
  }

  private void compare(String which, String once, String other) {
    if (!once.equals(other)) {
      broken("the state %s differs: %s", which, difference(once, other));
    }
  }

  private static String difference(String one, String other) {
    String[] left = one.split("\n", -1);
    String[] right = other.split("\n", -1);
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      if (!left[i].equals(right[i])) {
        return "'%s' and '%s'".formatted(left[i], right[i]);
      }
    }
    return "%d and %d lines".formatted(left.length, right.length);
  }
}
