package org.muster.benchmarks.swarm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.muster.agent.core.Request;
import org.muster.protocol.BarrierRequest;
import org.muster.protocol.StepKey;
import org.muster.time.Scheduler;

/**
 * What the scripts of a node do, without a process: most end at once, some wait at a barrier first,
 * some print a lot. Owned by the node's loop.
 */
final class Scripts {
  static final String RALLY = "rally";
  static final String CHATTER = "chatter";

  private static final int LEAST_SPREAD_MILLIS = 1_000;

  private final Node node;
  private final Scheduler scheduler;
  private final Tally tally;
  private final long spreadMillis;
  private final Map<StepKey, Long> printing = new HashMap<>();

  /**
   * Scripts that never ran.
   *
   * @param agents how many arrive at a barrier: a thousand in a second
   */
  Scripts(Node node, Scheduler scheduler, Tally tally, int agents) {
    this.node = node;
    this.spreadMillis = Math.max(LEAST_SPREAD_MILLIS, agents);
    this.scheduler = scheduler;
    this.tally = tally;
  }

  void begin(StepKey step) {
    String module = step.module().value();
    if (module.equals(RALLY)) {
      scheduler.after(aWhile(), () -> arrive(step));
    } else if (module.equals(CHATTER)) {
      printing.put(step, 0L);
      node.print(step);
    } else {
      node.succeed(step, 0);
    }
  }

  /** Real scripts do not reach a barrier in the same microsecond. */
  private void arrive(StepKey step) {
    tally.arrived(step);
    node.ask(step, new Request.Barrier(new BarrierRequest("all-here", "all", "100%", 0)));
  }

  /** Behind a barrier real scripts go on, each for as long as its own machine takes. */
  void answered(StepKey step) {
    tally.released(step);
    scheduler.after(aWhile(), () -> node.succeed(step, 0));
  }

  private Duration aWhile() {
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(1, spreadMillis));
  }

  /** A step that prints ends when all it printed has been sent. */
  void sent(StepKey step, int bytes, Path output) {
    long before = printing.getOrDefault(step, -1L);
    if (before < 0) {
      return;
    }
    long all = output.toFile().length();
    if (before + bytes < all) {
      printing.put(step, before + bytes);
    } else {
      printing.remove(step);
      node.succeed(step, all);
    }
  }
}
