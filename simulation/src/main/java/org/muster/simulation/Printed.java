package org.muster.simulation;

import org.muster.agent.link.LogOutput;
import org.muster.protocol.StepKey;

/** What a script prints: bytes that follow from its name and their place. */
final class Printed implements LogOutput {
  private final Machine machine;
  private final StepKey step;

  Printed(Machine machine, StepKey step) {
    this.machine = machine;
    this.step = step;
  }

  static byte at(StepKey step, long offset) {
    return (byte) (step.attempt() * 31L + offset % 251);
  }

  @Override
  public long length() {
    return machine.found(step).map(StepFiles::printed).orElse(0L);
  }

  @Override
  public byte[] read(long from, int most) {
    byte[] bytes = new byte[(int) Math.max(0, Math.min(most, length() - from))];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = at(step, from + i);
    }
    return bytes;
  }
}
