package org.muster.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StepKeyTest {
  @Test
  void isReadAsItIsWritten() {
    StepKey key = StepKey.parse("demo/d1/worker-1/ephemeral-hdfs/setup/12");

    assertThat(key.attempt()).isEqualTo(12);
    assertThat(StepKey.parse(key.toString())).isEqualTo(key);
    assertThat(StepKey.parse(key.directoryName().replace('_', '/'))).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "demo",
        "demo/d1/worker-1/m/setup",
        "demo/d1/worker-1/m/setup/0",
        "demo/d1/worker-1/m/setup/1/2",
        "demo/d1/worker_1/m/setup/1",
        "demo/d1/../m/setup/1",
        "demo/d1/worker-1/m/install/1",
        "demo/d1/worker-1/m/setup/99999999999"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> StepKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keysAreOrderedByNumberNotByDigits() {
    StepKey second = StepKey.parse("demo/d1/worker-1/m/setup/2");
    StepKey tenth = StepKey.parse("demo/d1/worker-1/m/setup/10");

    assertThat(second).isLessThan(tenth);
  }

  @Test
  void protocolRangesMeetAtTheHighestCommonVersion() {
    assertThat(new ProtocolRange(1, 3).commonWith(new ProtocolRange(2, 5))).isEqualTo(3);
    assertThat(new ProtocolRange(1, 1).commonWith(new ProtocolRange(2, 5))).isZero();
  }
}
