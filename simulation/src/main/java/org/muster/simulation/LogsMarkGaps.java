package org.muster.simulation;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.StepKey;

/** 7. Lost log bytes are marked; what is kept is what was printed; and only credit is used up. */
final class LogsMarkGaps extends Rule {
  private final Map<StepKey, BitSet> kept = new HashMap<>();
  private final Map<String, Long> credit = new HashMap<>();

  LogsMarkGaps(World world) {
    super(7, world);
  }

  @Override
  void sent(Wire wire, CoordinatorMessage message) {
    if (message instanceof CoordinatorMessage.LogCredit grant) {
      credit.merge(wire.id(), grant.bytes(), Long::sum);
    }
  }

  @Override
  void saidOn(Wire wire, AgentMessage message) {
    if (message instanceof AgentMessage.LogChunk chunk) {
      long bytes = chunk.data().length() / 4 * 3L - padding(chunk.data());
      long left = credit.merge(wire.id(), -bytes, Long::sum);
      if (left < 0) {
        broken("%d bytes of %s were sent without credit", -left, chunk.step());
      }
    }
  }

  private static int padding(String base64) {
    return base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
  }

  @Override
  void logKept(StepKey step, long offset, byte[] data) {
    BitSet bytes = kept.computeIfAbsent(step, unknown -> new BitSet());
    bytes.set((int) offset, (int) offset + data.length);
    for (int i = 0; i < data.length; i += 97) {
      if (data[i] != Printed.at(step, offset + i)) {
        broken("byte %d of %s is not the one that was printed", offset + i, step);
        return;
      }
    }
  }

  @Override
  void logsForgotten() {
    kept.clear();
  }

  @Override
  void atEnd() {
    checkMarks();
    world().cloud().machines().stream().filter(this::isConnected).forEach(this::checkEnds);
  }

  private boolean isConnected(Machine machine) {
    return machine.agent().flatMap(agent -> agent.dialer().welcomedOn()).isPresent();
  }

  /** Whoever is connected has sent all that is printed. */
  private void checkEnds(Machine machine) {
    for (StepFiles files : machine.steps().values()) {
      long kept = world().logs().position(files.key());
      if (files.result().isPresent() && kept < files.printed()) {
        broken("of %s only %d of %d bytes have come", files.key(), kept, files.printed());
      }
    }
  }

  private void checkMarks() {
    for (StepKey step : kept.keySet()) {
      BitSet bytes = kept.get(step);
      for (Copies.Gap gap : world().logs().gaps(step)) {
        bytes.set((int) gap.from(), (int) gap.to());
      }
      long end = world().logs().position(step);
      int missing = bytes.nextClearBit(0);
      if (missing < end) {
        broken("byte %d of %s is missing, and not marked", missing, step);
      }
    }
  }
}
