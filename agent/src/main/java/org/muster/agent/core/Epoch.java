package org.muster.agent.core;

import java.util.List;

/**
 * The highest epoch that this node has seen: a coordinator that was deposed speaks with a lower one
 * and is not obeyed. Owned by {@link Agent}.
 */
final class Epoch {
  private long highest;

  Epoch(long highest) {
    this.highest = highest;
  }

  long highest() {
    return highest;
  }

  /** What could not be kept was not seen. */
  void takeBack(long kept) {
    highest = kept;
  }

  /** Whether a command of this epoch may be obeyed; a higher one is remembered first. */
  boolean admits(long epoch, String what, List<Action> actions) {
    if (epoch < highest) {
      actions.add(
          new Action.Warn(
              "refusing %s of epoch %d: epoch %d has begun".formatted(what, epoch, highest)));
      return false;
    }
    if (epoch > highest) {
      highest = epoch;
      actions.add(new Action.RememberEpoch(epoch));
    }
    return true;
  }
}
