package org.muster.coordinator.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.muster.protocol.AgentMessage;

final class AgentMessagesTest {

  @Test
  void everyMessageHasARouteOrIsOfTheLink() {
    Set<Class<? extends AgentMessage>> known = new HashSet<>(AgentMessages.routed());
    known.addAll(AgentMessages.OF_THE_LINK);

    assertThat(known)
        .isEqualTo(Set.copyOf(Arrays.asList(AgentMessage.class.getPermittedSubclasses())));
    assertThat(AgentMessages.routed()).doesNotContainAnyElementsOf(AgentMessages.OF_THE_LINK);
  }
}
