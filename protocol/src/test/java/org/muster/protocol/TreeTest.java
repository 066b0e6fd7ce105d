package org.muster.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.error.MusterException;

final class TreeTest {
  private static final Sha256 EMPTY = Sha256.of(new byte[0]);

  @Test
  void isWrittenInOneWayThatNeverChanges() {
    Tree tree =
        Tree.of(
            List.of(
                new TreeEntry.Link("bin/run", "../lib/run.sh"),
                new TreeEntry.Content("a \"quoted\" näme", EMPTY, 0, true)));

    assertThat(new String(tree.canonicalJson(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"entries\":[{\"path\":\"a \\\"quoted\\\" näme\",\"sha256\":\""
                + EMPTY
                + "\","
                + "\"size\":0,\"executable\":true},"
                + "{\"path\":\"bin/run\",\"link\":\"../lib/run.sh\"}]}");
  }

  @Property(tries = 200)
  void hasTheSameHashInWhateverOrderItsEntriesCome(@ForAll long seed) {
    List<TreeEntry> entries = someEntries(new Random(seed));
    List<TreeEntry> shuffled = new ArrayList<>(entries);
    Collections.shuffle(shuffled, new Random(~seed));

    assertThat(Tree.of(shuffled).hash()).isEqualTo(Tree.of(entries).hash());
  }

  @Property(tries = 200)
  void survivesBeingWrittenAndRead(@ForAll long seed) throws Exception {
    Tree tree = Tree.of(someEntries(new Random(seed)));

    assertThat(Tree.parse(tree.canonicalJson())).isEqualTo(tree);
    ObjectMapper plain = new ObjectMapper();
    assertThat(plain.readValue(plain.writeValueAsBytes(tree), Tree.class)).isEqualTo(tree);
  }

  @Test
  void anExecutableFileIsAnotherTree() {
    Tree plain = Tree.of(List.of(new TreeEntry.Content("run", EMPTY, 0, false)));
    Tree executable = Tree.of(List.of(new TreeEntry.Content("run", EMPTY, 0, true)));

    assertThat(plain.hash()).isNotEqualTo(executable.hash());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/etc/passwd", "../x", "a/../b", "a//b", "a/", "./a", "a\nb", "\ud800"})
  void refusesPathsThatAreNotPlainAndRelative(String path) {
    assertThatThrownBy(() -> new TreeEntry.Content(path, EMPTY, 0, false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"a, ..", "a, /etc", "a/b, ../../c", "a/b, ../c/../../d", "a, b/../c", "a, ''"})
  void refusesLinksThatMayLeave(String path, String link) {
    assertThatThrownBy(() -> new TreeEntry.Link(path, link))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"a, b", "a/b, ../c", "a/b/c, ../../d/e", "a, ./b", "a/b, .."})
  void allowsLinksThatStayInside(String path, String link) {
    assertThat(new TreeEntry.Link(path, link).link()).isEqualTo(link);
  }

  @Test
  void refusesAFileBelowAFileOrALink() {
    TreeEntry link = new TreeEntry.Link("a", "b");
    TreeEntry below = new TreeEntry.Content("a/x/y", EMPTY, 0, false);

    assertThatThrownBy(() -> Tree.of(List.of(below, link)))
        .hasMessage("the path 'a/x/y' is below 'a', which is no folder");
  }

  @Test
  void refusesTheSamePathTwice() {
    TreeEntry entry = new TreeEntry.Content("a", EMPTY, 0, false);

    assertThatThrownBy(() -> Tree.of(List.of(entry, entry))).hasMessageContaining("twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{\"entries\":[{\"path\":\"../x\",\"link\":\"y\"}]}", "{\"entries\":3}"})
  void refusesWhatIsNoTree(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> Tree.parse(bytes)).isInstanceOf(MusterException.class);
  }

  private static List<TreeEntry> someEntries(Random random) {
    List<TreeEntry> entries = new ArrayList<>();
    int count = random.nextInt(30);
    for (int i = 0; i < count; i++) {
      String path = "d" + random.nextInt(3) + "/é" + i;
      Sha256 content = Sha256.of(new byte[] {(byte) random.nextInt(5)});
      entries.add(
          random.nextInt(4) == 0
              ? new TreeEntry.Link(path, "../d1/é" + random.nextInt(30))
              : new TreeEntry.Content(path, content, random.nextInt(9), random.nextBoolean()));
    }
    return entries;
  }
}
