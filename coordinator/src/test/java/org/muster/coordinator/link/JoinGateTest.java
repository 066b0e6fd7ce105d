package org.muster.coordinator.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class JoinGateTest {
  private Instant now = Instant.EPOCH;
  private final JoinGate gate = new JoinGate(() -> now, new Random(1));

  @Test
  void oneAddressCannotTakeAllPlaces() {
    int admitted = admitted("10.0.0.1", 2_000);

    assertThat(admitted).isEqualTo(JoinGate.OPEN_PER_ADDRESS);
    assertThat(gate.enter("10.0.0.2")).isZero();
  }

  @Test
  void whoIsNotAdmittedIsToldToComeBackAtDifferentTimes() {
    admitted("10.0.0.1", 2_000);

    Duration first = gate.enter("10.0.0.1");
    Duration second = gate.enter("10.0.0.1");

    assertThat(first).isBetween(Turns.SOONEST, Turns.LATEST);
    assertThat(second).isBetween(Turns.SOONEST, Turns.LATEST).isNotEqualTo(first);
  }

  /** Four thousand come within eight seconds, and forty a second can be served. */
  @Test
  void hardlyAnybodyOfAStormComesMuchMoreThanTwice() {
    Storm storm = new Storm(4_000, 25);

    storm.play();

    assertThat(storm.tries).isLessThan(4 * 4_000);
    assertThat(now).as("the end").isBefore(Instant.EPOCH.plusSeconds(130));
  }

  /** Nodes that come two a millisecond; each takes as long to be served, one after the other. */
  private final class Storm {
    private final int nodes;
    private final int serviceMillis;
    private final PriorityQueue<Long> comingAt = new PriorityQueue<>();
    private int tries;

    Storm(int nodes, int serviceMillis) {
      this.nodes = nodes;
      this.serviceMillis = serviceMillis;
    }

    void play() {
      for (int node = 0; node < nodes; node++) {
        comingAt.add(node * 2L);
      }
      int open = 0;
      int served = 0;
      long nextEnd = Long.MAX_VALUE;
      for (long millis = 0; served < nodes && millis < 600_000; millis++) {
        now = Instant.ofEpochMilli(millis);
        if (millis >= nextEnd) {
          gate.leave("10.0.0.1");
          open--;
          served++;
          nextEnd = open > 0 ? millis + serviceMillis : Long.MAX_VALUE;
        }
        while (!comingAt.isEmpty() && comingAt.peek() <= millis) {
          comingAt.remove();
          tries++;
          Duration later = gate.enter("10.0.0.1");
          if (later.isZero()) {
            nextEnd = open++ == 0 ? millis + serviceMillis : nextEnd;
          } else {
            comingAt.add(millis + later.toMillis());
          }
        }
      }
    }
  }

  @Test
  void whoLeavesMakesRoom() {
    admitted("10.0.0.1", 2_000);
    now = now.plusSeconds(10);

    gate.leave("10.0.0.1");

    assertThat(gate.enter("10.0.0.1")).isZero();
    assertThat(gate.enter("10.0.0.1")).isPositive();
  }

  @Test
  void manyAddressesTogetherCannotTakeMoreThanThereIs() {
    int admitted = 0;
    for (int address = 0; address < 100; address++) {
      admitted += admitted("10.0.1." + address, 20);
      now = now.plusSeconds(1);
    }

    assertThat(admitted).isEqualTo(JoinGate.OPEN_IN_ALL);
  }

  @Test
  void joinsThatEndAtOnceAreStillPacedAndNoFasterThanIsPromised() {
    int admitted = 0;
    for (int attempt = 0; attempt < 60_000; attempt++) {
      now = now.plusMillis(1);
      if (gate.enter("10.0.0.1").isZero()) {
        gate.leave("10.0.0.1");
        admitted++;
      }
    }

    // 3,000 a minute is what must be possible.
    assertThat(admitted).isBetween(3_000, 6_500);
  }

  @Test
  void aStormOfAddressesIsForgottenWhenItIsOver() {
    for (int address = 0; address < 50_000; address++) {
      now = now.plusMillis(100);
      assertThat(gate.enter("10.9." + address)).isZero();
      gate.leave("10.9." + address);
    }

    assertThat(gate.remembered()).isLessThan(10_001);
  }

  private int admitted(String address, int attempts) {
    int admitted = 0;
    for (int attempt = 0; attempt < attempts; attempt++) {
      if (gate.enter(address).isZero()) {
        admitted++;
      }
    }
    return admitted;
  }
}
