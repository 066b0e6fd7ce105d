package org.muster.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.error.MusterException;
import org.muster.protocol.InstanceNotice.Kind;

final class InstanceNoticeTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void aSentenceSaysWhatHappensAndWhen() {
    assertThat(InstanceNotice.interruption("terminate", NOON).sentence())
        .isEqualTo("will be taken back (terminate) at 2026-03-01T12:00:00Z");
    assertThat(InstanceNotice.rebalance(NOON).sentence())
        .isEqualTo("may be taken back soon, as was said at 2026-03-01T12:00:00Z");
  }

  @Test
  void anActionThatNobodyHasThoughtOfYetIsOneToo() {
    assertThat(InstanceNotice.interruption("move-away", NOON).action()).isEqualTo("move-away");
  }

  @Test
  void onlyAnInterruptionHasAnAction() {
    assertThatThrownBy(() -> new InstanceNotice(Kind.INTERRUPTION, "", NOON))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new InstanceNotice(Kind.REBALANCE, "terminate", NOON))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\":\"interruption\",\"action\":\"a b\",\"time\":\"2026-03-01T12:00:00Z\"}",
        "{\"kind\":\"interruption\",\"action\":\"terminate\"}",
        "{\"kind\":\"eruption\",\"action\":\"terminate\",\"time\":\"2026-03-01T12:00:00Z\"}",
        "{\"kind\":\"rebalance\",\"time\":\"soon\"}",
        "{\"time\":\"2026-03-01T12:00:00Z\"}"
      })
  void whatIsNoneIsUnreadable(String notice) {
    String frame = "{\"type\":\"notice-seen\",\"notice\":%s}".formatted(notice);

    assertThatThrownBy(() -> new Codec().decode(AgentMessage.class, frame))
        .isInstanceOf(MusterException.class);
  }
}
