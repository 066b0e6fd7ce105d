package org.muster.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Found by the simulation, seed 178: a clock set back by an hour kept a step running for it. */
final class SteadyClockTest {
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private Instant machine = BEGINNING;
  private long nanos = -5;
  private final SteadyClock clock = new SteadyClock(() -> machine, () -> nanos);

  private void pass(Duration time) {
    machine = machine.plus(time);
    nanos += time.toNanos();
  }

  @Test
  void goesWithTheMachineWhileNobodyTouchesIts() {
    pass(Duration.ofSeconds(90));

    assertThat(clock.instant()).isEqualTo(BEGINNING.plusSeconds(90));
  }

  @Test
  void doesNotJumpWhenTheMachineDoes() {
    machine = machine.plus(Duration.ofHours(1));
    assertThat(clock.instant()).isEqualTo(BEGINNING);

    pass(Duration.ofSeconds(20));

    assertThat(clock.instant()).isEqualTo(BEGINNING.plusSeconds(21));
  }

  @Test
  void neverRunsBackwards() {
    machine = machine.minus(Duration.ofHours(1));
    Instant before = clock.instant();

    pass(Duration.ofSeconds(20));

    assertThat(clock.instant()).isEqualTo(before.plusSeconds(19));
  }

  @Test
  void agreesWithTheMachineInTheEnd() {
    machine = machine.minus(Duration.ofMinutes(1));
    for (int i = 0; i < 30; i++) {
      pass(Duration.ofMinutes(1));
      clock.instant();
    }

    assertThat(clock.instant()).isEqualTo(machine);
  }
}
