package org.muster.agent.app;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

final class RehearsalTest {
  @Test
  void comesToAnEnd() {
    assertThatCode(() -> Rehearsal.run(System.getProperty("java.home"))).doesNotThrowAnyException();
  }
}
