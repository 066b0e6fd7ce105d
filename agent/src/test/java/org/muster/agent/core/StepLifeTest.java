package org.muster.agent.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StepLifeTest {
  @Test
  void refusesEveryEventThatHasNoArrow() {
    for (StepLife life : StepLife.values()) {
      for (StepLife.Event event : StepLife.Event.values()) {
        if (!StepLife.TRANSITIONS.getOrDefault(life, Map.of()).containsKey(event)) {
          assertThatThrownBy(() -> life.on(event)).isInstanceOf(IllegalStateException.class);
        }
      }
    }
  }

  @Test
  void everyStateCanBeReachedAndEveryLifeEnds() {
    Set<StepLife> reached = EnumSet.of(StepLife.QUEUED);
    boolean grown = true;
    while (grown) {
      Set<StepLife> next = EnumSet.copyOf(reached);
      reached.forEach(
          life -> next.addAll(StepLife.TRANSITIONS.getOrDefault(life, Map.of()).values()));
      grown = reached.addAll(next);
    }

    assertThat(reached).isEqualTo(EnumSet.allOf(StepLife.class));
    for (StepLife life : EnumSet.complementOf(EnumSet.of(StepLife.FINISHED))) {
      assertThat(life.on(StepLife.Event.END)).isEqualTo(StepLife.FINISHED);
    }
  }
}
