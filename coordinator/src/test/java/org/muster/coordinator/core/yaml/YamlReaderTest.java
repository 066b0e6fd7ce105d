package org.muster.coordinator.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.muster.error.Problems;

class YamlReaderTest {
  private final Problems problems = new Problems();

  @Test
  void knowsThePlaceOfEverything() {
    YamlNode root = read("a:\n  - b\n  - c: 4.10\n").orElseThrow();

    assertThat(root.keyPlace("a")).isEqualTo(new Place("f", 1, 1));
    assertThat(root.at("a").orElseThrow().items().get(1).text("c"))
        .contains(new Placed("4.10", new Place("f", 3, 8)));
    assertThat(new Place("f", 3, 8)).hasToString("f:3:8");
  }

  @Test
  void anAliasStandsForWhatItNames() {
    YamlNode root = read("a: &x [1, 2]\nb: *x\n").orElseThrow();

    assertThat(root.texts("b")).extracting(Placed::text).containsExactly("1", "2");
  }

  @Test
  void aTextThatIsTooLongIsNotEvenParsed() {
    read("a".repeat(1024 * 1024 + 1));

    assertThat(problems.list()).containsExactly("f: has 1048577 characters; the limit is 1048576");
  }

  @Test
  void aCharacterWhoseNumberBreaksOffOrIsTooLargeIsNamed() {
    read("a: b\nc: \"\\u");
    read("a: \"\\UFFFFFFFF\"\n");

    assertThat(problems.list())
        .containsExactly(
            "f:2:5: no character has that number; write \\xHH, \\uHHHH or \\U00HHHHHH, or \\\\ for a backslash",
            "f:1:5: no character has that number; write \\xHH, \\uHHHH or \\U00HHHHHH, or \\\\ for a backslash");
  }

  @Test
  void aBombDoesNotGoOff() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x]\n");
    for (int i = 1; i < 16; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
    }

    read(bomb.toString());

    assertThat(problems.list())
        .containsExactly("f: stands for more than 50000 values; use fewer aliases");
  }

  @Test
  void manyAliasesAreTooMany() {
    StringBuilder text = new StringBuilder("a: &a [x]\nb:\n");
    text.append("  - *a\n".repeat(51));

    read(text.toString());

    assertThat(problems.list())
        .singleElement()
        .asString()
        .startsWith("f: Number of aliases for non-scalar nodes exceeds the specified max=50");
  }

  @Test
  void deepNestingIsRefused() {
    read("[".repeat(1000) + "]".repeat(1000));

    assertThat(problems.list())
        .singleElement()
        .asString()
        .startsWith("f: Nesting Depth exceeded max 30");
  }

  @Test
  void aLongLineIsShownInPart() {
    read("a: '" + "x".repeat(500) + "' b\n");

    assertThat(problems.list()).singleElement().asString().hasSizeLessThan(400).contains("^");
  }

  @Test
  void whatANodeDoesNotHoldIsNothing() {
    YamlNode text = read("x").orElseThrow();

    assertThat(text.at("a")).isEmpty();
    assertThat(text.items()).isEqualTo(List.of());
    assertThat(text.entries()).isEmpty();
    assertThat(read("a:").orElseThrow().text("a")).isEmpty();
  }

  private Optional<YamlNode> read(String text) {
    return YamlReader.read(text, "f", problems);
  }
}
