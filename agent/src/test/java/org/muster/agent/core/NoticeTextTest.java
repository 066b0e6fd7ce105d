package org.muster.agent.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.error.MusterException;
import org.muster.protocol.InstanceNotice;

/** The texts are those of EC2's documentation. */
final class NoticeTextTest {
  @Test
  void anInterruptionSaysWhatIsDoneAndWhen() {
    assertThat(
            NoticeText.INTERRUPTION.read(
                "{\"action\": \"terminate\", \"time\": \"2017-09-18T08:22:00Z\"}"))
        .isEqualTo(InstanceNotice.interruption("terminate", Instant.parse("2017-09-18T08:22:00Z")));
  }

  @Test
  void aRecommendationSaysWhenItWasGiven() {
    assertThat(NoticeText.REBALANCE.read("{\"noticeTime\": \"2020-10-27T08:22:00Z\"}"))
        .isEqualTo(InstanceNotice.rebalance(Instant.parse("2020-10-27T08:22:00Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "<html>",
        "{\"action\": \"terminate\"}",
        "{\"action\": \"terminate\", \"time\": \"soon\"}",
        "{\"action\": \"rm -rf\", \"time\": \"2017-09-18T08:22:00Z\"}",
        "{\"time\": \"2017-09-18T08:22:00Z\"}"
      })
  void whatIsNoNoticeIsRefusedWithItsPlace(String text) {
    assertThatThrownBy(() -> NoticeText.INTERRUPTION.read(text))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("spot/instance-action");
  }
}
