package org.muster.coordinator.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.CoordinatorMessage.BarrierPassed;
import org.muster.protocol.CoordinatorMessage.BarrierWaits;
import org.muster.protocol.CoordinatorMessage.LogCredit;
import org.muster.protocol.CoordinatorMessage.LogPosition;
import org.muster.protocol.CoordinatorMessage.Ping;
import org.muster.protocol.NodeId;
import org.muster.protocol.StepKey;

final class OutboxTest {
  private static final StepKey STEP = StepKey.parse("demo/d1/worker-1/spark/init/1");

  private final Outbox outbox = new Outbox();

  @Test
  void controlOvertakesWhatConcernsLogsAndKeepsItsOwnOrder() {
    outbox.offer(new LogCredit(10));
    outbox.offer(new LogPosition(STEP, 5));
    outbox.offer(new Ping(1));
    outbox.offer(new Ping(2));

    assertThat(drained())
        .containsExactly(new Ping(1), new Ping(2), new LogPosition(STEP, 5), new LogCredit(10));
  }

  @Test
  void ofHintsAndPositionsOnlyTheNewestIsKept() {
    outbox.offer(new LogPosition(STEP, 5));
    outbox.offer(new BarrierWaits(STEP, "r1", List.of(new NodeId("worker-2"))));
    outbox.offer(new LogPosition(STEP, 9));
    outbox.offer(new BarrierWaits(STEP, "r1", List.of()));
    outbox.offer(new BarrierWaits(STEP, "r2", List.of()));

    assertThat(drained())
        .containsExactlyInAnyOrder(
            new LogPosition(STEP, 9),
            new BarrierWaits(STEP, "r1", List.of()),
            new BarrierWaits(STEP, "r2", List.of()));
  }

  @Test
  void aHintIsDroppedWhenTheBarrierHasOpened() {
    outbox.offer(new BarrierWaits(STEP, "r1", List.of()));
    outbox.offer(new BarrierPassed(STEP, "r1"));

    assertThat(drained()).containsExactly(new BarrierPassed(STEP, "r1"));
  }

  @Property
  void creditIsNeverLostAndNeverMade(@ForAll List<@LongRange(max = 1 << 20) Long> grants) {
    Outbox box = new Outbox();

    grants.forEach(bytes -> box.offer(new LogCredit(bytes)));

    long granted = drained(box).stream().mapToLong(message -> ((LogCredit) message).bytes()).sum();
    assertThat(granted).isEqualTo(grants.stream().mapToLong(Long::longValue).sum());
  }

  @Test
  void controlThatNobodyReadsIsRefusedInTheEnd() {
    boolean allFit =
        LongStream.range(0, Outbox.MOST_CONTROL).allMatch(n -> outbox.offer(new Ping(n)));

    assertThat(allFit).isTrue();
    assertThat(outbox.offer(new Ping(0))).isFalse();
    assertThat(outbox.offer(new LogCredit(1))).isTrue();
  }

  private List<CoordinatorMessage> drained() {
    return drained(outbox);
  }

  private static List<CoordinatorMessage> drained(Outbox outbox) {
    List<CoordinatorMessage> messages = new ArrayList<>();
    for (Optional<CoordinatorMessage> next = outbox.poll();
        next.isPresent();
        next = outbox.poll()) {
      messages.add(next.get());
    }
    return messages;
  }
}
