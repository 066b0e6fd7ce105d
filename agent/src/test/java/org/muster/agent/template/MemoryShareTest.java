package org.muster.agent.template;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MemoryShareTest {
  @ParameterizedTest
  @CsvSource({
    "1024, 512",
    "1812, 512",
    "4096, 2796",
    "10240, 8940",
    "15360, 13312",
    "30720, 27648",
    "61440, 55296",
    "62464, 52224",
    "122880, 107520",
    "244736, 229376"
  })
  void isTheTableOfTheAncestors(long memoryMb, long forSpark) {
    assertThat(MemoryShare.forSpark(memoryMb)).isEqualTo(forSpark);
  }

  @Property
  void leavesSomethingToTheSystem(@ForAll @LongRange(min = 1900, max = 4_000_000) long memoryMb) {
    assertThat(MemoryShare.forSpark(memoryMb)).isBetween(512L, memoryMb - 1300);
  }

  @ParameterizedTest
  @CsvSource({"512, 512, 128", "700, 512, 188", "1024, 512, 512", "14336, 7168, 7168"})
  void sparkAndTheCacheShareIt(long memoryMb, long spark, long cache) {
    assertThat(MemoryShare.besideCache(memoryMb)).isEqualTo(spark);
    assertThat(MemoryShare.ofCache(memoryMb)).isEqualTo(cache);
  }
}
