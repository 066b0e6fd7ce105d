package org.muster.agent.core;

import java.util.List;
import org.muster.protocol.CoordinatorMessage;

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

  /** The epoch in which this was said; 0 for what is good in any. */
  static long of(CoordinatorMessage message) {
    if (message instanceof CoordinatorMessage.Welcome welcome) {
      return welcome.epoch();
    }
    if (message instanceof CoordinatorMessage.RunStep command) {
      return command.epoch();
    }
    return message instanceof CoordinatorMessage.CancelStep command ? command.epoch() : 0;
  }

  /** Whether it has to be remembered before anything that was said in it is obeyed. */
  boolean isNew(long epoch) {
    return epoch > highest;
  }

  void begins(long epoch) {
    highest = Math.max(highest, epoch);
  }

  /** Whether a command of this epoch may be obeyed. */
  boolean admits(long epoch, String what, List<Action> actions) {
    if (epoch < highest) {
      actions.add(
          new Action.Warn(
              "refusing %s of epoch %d: epoch %d has begun".formatted(what, epoch, highest)));
      return false;
    }
    return true;
  }
}
