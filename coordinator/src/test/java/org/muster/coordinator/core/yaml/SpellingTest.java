package org.muster.coordinator.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  @ParameterizedTest
  @CsvSource({
    "spark,spark,0",
    "sparc,spark,1",
    "saprk,spark,1",
    "spar,spark,1",
    "sparks,spark,1",
    "'',abc,3",
    "kitten,sitting,3"
  })
  void countsTheSlips(String left, String right, int slips) {
    assertThat(Spelling.distance(left, right)).isEqualTo(slips);
    assertThat(Spelling.distance(right, left)).isEqualTo(slips);
  }

  @Test
  void guessesOnlyWhatIsNear() {
    List<String> known = List.of("ephemeral-hdfs", "node", "spark");

    assertThat(Spelling.nearest("ephemeral_hdfs", known)).contains("ephemeral-hdfs");
    assertThat(Spelling.nearest("Node", known)).contains("node");
    assertThat(Spelling.nearest("zookeeper", known)).isEmpty();
    assertThat(Spelling.nearest("n", known)).isEmpty();
  }

  @Test
  void otherwiseItSaysWhatThereIs() {
    assertThat(Spelling.wayOut("zoo", List.of("b", "a"))).isEqualTo("use one of: a, b");
    assertThat(Spelling.wayOut("zoo", List.of())).isEqualTo("there is none");
  }

  @Test
  void anotherNumberIsNoSlip() {
    assertThat(Spelling.isSlip("SPARK_VERSON", "SPARK_VERSION")).isTrue();
    assertThat(Spelling.isSlip("SAPRK_VERSION", "SPARK_VERSION")).isTrue();
    assertThat(Spelling.isSlip("DISK2", "DISK1")).isFalse();
    assertThat(Spelling.isSlip("DISK", "DISK1")).isFalse();
    assertThat(Spelling.isSlip("DISK", "DISK")).isFalse();
  }
}
