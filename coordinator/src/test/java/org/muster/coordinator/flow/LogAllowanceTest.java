package org.muster.coordinator.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.muster.protocol.ClusterName;

final class LogAllowanceTest {
  private static final ClusterName DEMO = new ClusterName("demo");
  private static final ClusterName LAB = new ClusterName("lab");

  private final LogAllowance allowance = new LogAllowance();

  @Test
  void letsFewAgentsSendMuch() {
    assertThat(allowance.bytesFor(DEMO, 4)).isEqualTo(LogAllowance.MOST_BYTES);
  }

  @Test
  void letsManyAgentsSendNoMoreTogether() {
    assertThat(1_000 * allowance.bytesFor(DEMO, 1_000))
        .isBetween(LogAllowance.ALL_BYTES / 2, LogAllowance.ALL_BYTES);
    assertThat(allowance.bytesFor(DEMO, 100_000)).isEqualTo(LogAllowance.LEAST_BYTES);
  }

  @Test
  void sharesItAmongAllClusters() {
    long alone = allowance.bytesFor(DEMO, 500);

    assertThat(allowance.bytesFor(LAB, 500)).isEqualTo(alone / 2);

    allowance.forget(DEMO);
    assertThat(allowance.bytesFor(LAB, 500)).isEqualTo(alone);
  }
}
