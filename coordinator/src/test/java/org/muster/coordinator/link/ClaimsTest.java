package org.muster.coordinator.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.AgentMessage.StepStarted;
import org.muster.protocol.ClusterName;
import org.muster.protocol.NodeId;
import org.muster.protocol.StepKey;

final class ClaimsTest {
  private static final AgentIdentity AGENT =
      new AgentIdentity(new ClusterName("demo"), 1, new NodeId("worker-1"));

  @Test
  void everyMessageOfAnAgentSaysForWhichStepsItSpeaks() {
    assertThat(Claims.messages())
        .isEqualTo(Set.copyOf(List.of(AgentMessage.class.getPermittedSubclasses())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo/d1/worker-2/spark/init/1",
        "demo/d1/worker-11/spark/init/1",
        "demo-2/d1/worker-1/spark/init/1"
      })
  void aStepOfAnotherNodeOrClusterIsForeign(String step) {
    StepKey key = StepKey.parse(step);

    assertThat(Claims.foreignStep(AGENT, new StepStarted(key, Instant.EPOCH))).contains(key);
  }

  @Test
  void itsOwnStepsAreNot() {
    StepKey own = StepKey.parse("demo/d7/worker-1/spark/init/2");

    assertThat(Claims.foreignStep(AGENT, new StepStarted(own, Instant.EPOCH))).isEmpty();
  }
}
