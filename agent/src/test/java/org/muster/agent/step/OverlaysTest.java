package org.muster.agent.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.protocol.Sha256;
import org.muster.protocol.Tree;
import org.muster.protocol.TreeEntry;

/** What is fetched for files that lie on the node already. */
final class OverlaysTest {
  private static final Sha256 WORDS = Sha256.of("words".getBytes(StandardCharsets.UTF_8));

  @TempDir private Path directory;
  private final List<String> fetched = new ArrayList<>();
  private Path file;

  @BeforeEach
  void prepare() {
    file = directory.resolve("root/data/words.txt");
  }

  @Test
  void aFileThatIsThereAsItShouldBeIsNotFetchedAgain() throws IOException {
    lay(tree("a"));
    Object before = Files.getAttribute(file, "unix:ino");

    lay(tree("b"));

    assertThat(fetched).containsExactly("data/words.txt", "list-a", "list-b");
    assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(before);
  }

  @Test
  void oneOfAnotherContentOrModeIsReplaced() throws IOException {
    lay(tree("a"));
    Files.writeString(file, "sword");
    lay(tree("b"));
    assertThat(file).hasContent("words");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    lay(tree("c"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    assertThat(fetched).filteredOn("data/words.txt"::equals).hasSize(3);
  }

  @Test
  void aLinkToTheSameContentIsReplacedByTheFile() throws IOException {
    Files.createDirectories(file.getParent());
    Path other = Files.writeString(directory.resolve("other"), "words");
    Files.createSymbolicLink(file, other);

    lay(tree("a"));

    assertThat(Files.isSymbolicLink(file)).isFalse();
    assertThat(other).exists();
  }

  @Test
  void aFolderIsNotReplacedByAFile() throws IOException {
    Files.createDirectories(file.resolve("kept"));

    assertThatThrownBy(() -> lay(tree("a")))
        .hasMessageContaining("laying files over the node's root")
        .hasMessageContaining(file.toString());
    assertThat(file.resolve("kept")).isDirectory();
  }

  private static Tree tree(String list) {
    return new Tree(
        List.of(
            new TreeEntry.Content("data/words.txt", WORDS, 5, false, "640"),
            new TreeEntry.Content("list-" + list, WORDS, 5, false)));
  }

  private void lay(Tree tree) {
    NodePlaces places =
        new NodePlaces(directory.resolve("root").toString(), directory.resolve("state"));
    new Overlays(places, new NodeStore(new OneTree(tree, fetched)))
        .lay(List.of(tree.hash().toString()));
  }

  private record OneTree(Tree tree, List<String> fetched) implements StoreSource {
    @Override
    public byte[] tree(Sha256 hash) {
      return tree.canonicalJson();
    }

    @Override
    public void file(TreeEntry.Content content, Path target) {
      fetched.add(content.path());
      try {
        Files.writeString(target, "words");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
