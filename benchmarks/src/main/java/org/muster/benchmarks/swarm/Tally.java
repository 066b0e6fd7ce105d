package org.muster.benchmarks.swarm;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.muster.protocol.StepKey;

/** What all nodes together did and saw. Thread-safe. */
final class Tally {
  final AtomicInteger connected = new AtomicInteger();
  final LongAdder hellos = new LongAdder();
  final LongAdder stepsBegun = new LongAdder();
  final LongAdder stepsBegunTwice = new LongAdder();
  final LongAdder logBytes = new LongAdder();
  final LongAdder warnings = new LongAdder();
  private final Set<StepKey> begun = ConcurrentHashMap.newKeySet();
  private final Map<String, Rally> rallies = new ConcurrentHashMap<>();

  /** One barrier: when its last member arrived, and when each was let go. */
  private static final class Rally {
    private final AtomicLong lastArrival = new AtomicLong();
    private final ConcurrentLinkedQueue<Long> releases = new ConcurrentLinkedQueue<>();
  }

  void begun(StepKey step) {
    stepsBegun.increment();
    if (!begun.add(step)) {
      stepsBegunTwice.increment();
    }
  }

  void arrived(StepKey step) {
    rally(step).lastArrival.accumulateAndGet(System.nanoTime(), Math::max);
  }

  void released(StepKey step) {
    rally(step).releases.add(System.nanoTime());
  }

  private Rally rally(StepKey step) {
    String name = "%s/%s/%s".formatted(step.deployment(), step.module(), step.phase());
    return rallies.computeIfAbsent(name, unknown -> new Rally());
  }

  /** From the last arrival to each release, in milliseconds, the shortest first. */
  double[] releaseMillis() {
    return rallies.values().stream()
        .flatMap(rally -> rally.releases.stream().map(at -> (at - rally.lastArrival.get()) / 1e6))
        .mapToDouble(Double::doubleValue)
        .sorted()
        .toArray();
  }

  /** The same for each barrier as a whole: until its last member was let go. */
  List<Double> slowestReleases() {
    return rallies.values().stream()
        .map(
            rally ->
                rally.releases.stream().mapToLong(Long::longValue).max().orElse(0)
                    - rally.lastArrival.get())
        .map(nanos -> nanos / 1e6)
        .sorted()
        .toList();
  }

  void forgetRallies() {
    rallies.clear();
  }

  static double quantile(double[] sorted, double share) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))];
  }

  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return quantile(sorted, 0.5);
  }
}
