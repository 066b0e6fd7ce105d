package org.muster.coordinator.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.core.event.Event;

final class EventTextTest {

  @Test
  void everyEventHasASentence() {
    assertThat(EventText.known())
        .isEqualTo(Set.copyOf(Arrays.asList(Event.class.getPermittedSubclasses())));
    assertThat(EventSamples.all())
        .allSatisfy(event -> assertThat(EventText.of(event)).isNotBlank());
  }

  @Test
  void namesTheStepTheCauseAndWhetherItIsTriedAgain() {
    Event ended =
        EventSamples.all().stream()
            .filter(Event.StepEnded.class::isInstance)
            .findFirst()
            .orElseThrow();

    assertThat(EventText.of(ended))
        .isEqualTo("spark setup on worker-1, attempt 2 failed: exit 3; it is tried again");
  }

  @Test
  void neverTellsASharedValue() {
    Event shared =
        EventSamples.all().stream()
            .filter(Event.ValueShared.class::isInstance)
            .findFirst()
            .orElseThrow();

    assertThat(EventText.of(shared)).contains("leader").doesNotContain("line");
  }
}
