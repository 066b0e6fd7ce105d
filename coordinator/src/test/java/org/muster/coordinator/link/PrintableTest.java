package org.muster.coordinator.link;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class PrintableTest {
  @Test
  void leavesOrdinaryWordsAlone() {
    assertThat(Printable.of("worker-1: “größer”")).isEqualTo("worker-1: “größer”");
  }

  @Test
  void aForgedLogLineStaysInItsOwn() {
    assertThat(Printable.of("x\n12:00 INFO all is well\r\u001b[2J"))
        .isEqualTo("x?12:00 INFO all is well??[2J");
  }

  @Property
  void isAlwaysShortAndOnOneLine(@ForAll String text) {
    assertThat(Printable.of(text)).hasSizeLessThan(302).doesNotContain("\n", "\r");
  }
}
