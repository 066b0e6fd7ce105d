package org.muster.simulation;

import java.util.HashMap;
import java.util.Map;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.CoordinatorMessage.RunStep;

/** 3. No command of an epoch is accepted after a higher one was seen on that node. */
final class EpochsRise extends Rule {
  private final Map<Integer, Long> seen = new HashMap<>();

  EpochsRise(World world) {
    super(3, world);
  }

  @Override
  void obeyed(Machine machine, CoordinatorMessage message) {
    long epoch = epochOf(message);
    long highest = seen.merge(machine.index(), epoch, Math::max);
    if (machine.epoch() < highest) {
      broken(
          "machine %d has seen epoch %d, and would remember %d",
          machine.index(), highest, machine.epoch());
    }
  }

  private static long epochOf(CoordinatorMessage message) {
    if (message instanceof CoordinatorMessage.Welcome welcome) {
      return welcome.epoch();
    }
    if (message instanceof RunStep run) {
      return run.epoch();
    }
    return message instanceof CoordinatorMessage.CancelStep cancel ? cancel.epoch() : 0;
  }

  @Override
  void intentRecorded(Machine machine, RunStep command) {
    long highest = seen.getOrDefault(machine.index(), 0L);
    if (command.epoch() < highest) {
      broken(
          "machine %d accepted %s of epoch %d after it had seen epoch %d",
          machine.index(), command.step(), command.epoch(), highest);
    }
  }
}
