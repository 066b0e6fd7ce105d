package org.muster.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

final class BackoffTest {
  @Test
  void theCeilingDoublesUpToTheLongest() {
    Backoff backoff = new Backoff(() -> 0.5);

    List<Long> waits = Stream.generate(() -> backoff.next().toMillis()).limit(7).toList();

    assertThat(waits).containsExactly(100L, 200L, 400L, 800L, 1600L, 2500L, 2500L);
  }

  @Test
  void beginsAnewAfterAReset() {
    Backoff backoff = new Backoff(() -> 0.5);
    backoff.next();
    backoff.next();

    backoff.reset();

    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(100));
  }

  @Property
  void neverWaitsLongerThanTheLongest(@ForAll @DoubleRange(min = 0, max = 0.99) double random) {
    Backoff backoff = new Backoff(() -> random);
    for (int i = 0; i < 20; i++) {
      assertThat(backoff.next()).isBetween(Duration.ZERO, Backoff.LONGEST);
    }
  }
}
