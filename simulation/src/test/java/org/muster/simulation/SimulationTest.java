package org.muster.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.time.RealRandom;

/** No seed breaks a rule: neither those that once did, nor those that nobody has seen before. */
final class SimulationTest {
  private static final long FRESH_FOR = TimeUnit.SECONDS.toNanos(25);

  /** Each of them has found something; see the fixes of their commits. */
  @ParameterizedTest
  @ValueSource(longs = {150, 178, 279, 1068, 1133, 10_043, 10_463, 10_772})
  void whatWasMendedStaysMended(long seed) {
    assertThat(failure(Run.of(Scenarios.of(seed)))).isEmpty();
  }

  @Test
  void freshSeedsBreakNoRule() {
    long base = RealRandom.lazily().nextInt(1_000_000_000);
    System.out.println("fresh seeds from " + base);
    long begun = System.nanoTime();
    for (long seed = base; System.nanoTime() - begun < FRESH_FOR; seed++) {
      assertThat(failure(Run.of(Scenarios.of(seed)))).isEmpty();
    }
  }

  @Test
  void theSameSeedIsTheSameHistory() {
    for (long seed = 1; seed <= 20; seed++) {
      Scenario scenario = Scenarios.of(seed);
      assertThat(Run.of(scenario).hash()).isEqualTo(Run.of(scenario).hash());
    }
  }

  @Test
  void seedsDiffer() {
    assertThat(List.of(1L, 2L, 3L, 4L, 5L))
        .extracting(seed -> Run.of(Scenarios.of(seed)).hash())
        .doesNotHaveDuplicates();
  }

  /** The shortest history that breaks the same rule; empty when none was broken. */
  private static String failure(Outcome outcome) {
    if (outcome.violation().isEmpty()) {
      return "";
    }
    Outcome smallest = Run.traced(Shrinker.smallest(outcome, Run::of));
    List<String> lines = smallest.lines();
    List<String> last = lines.subList(Math.max(0, lines.size() - 60), lines.size());
    return "%s%n%s%s"
        .formatted(outcome.violation().get(), smallest.scenario().text(), String.join("\n", last));
  }
}
