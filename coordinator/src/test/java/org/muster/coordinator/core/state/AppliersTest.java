package org.muster.coordinator.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.core.event.Event;
import org.muster.protocol.ClusterName;

final class AppliersTest {

  @Test
  void everyEventHasAnApplier() {
    assertThat(new ClusterState(new ClusterName("demo")).applied())
        .isEqualTo(Set.copyOf(Arrays.asList(Event.class.getPermittedSubclasses())));
  }
}
