package org.muster.coordinator.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

final class HostileArchiveTest {
  @TempDir private Path folder;
  private Store store;
  private TreeBuilder trees;

  @BeforeEach
  void openStore() {
    store = new Store(folder.resolve("store"), () -> Instant.EPOCH);
    trees = new TreeBuilder(store, new Limits(1000, 20_000_000, 100));
  }

  static Stream<Arguments> hostile() {
    return Stream.of(
        arguments("leaves its folder", Archives.tar(tar -> tar.file("a/../../x", "x"))),
        arguments("absolute path", Archives.tar(tar -> tar.file("/etc/cron.d/x", "x"))),
        arguments("leave the tree", Archives.tar(tar -> tar.link("a/x", "../../y"))),
        arguments("plain relative path", Archives.tar(tar -> tar.link("x", "/etc"))),
        arguments("is no folder", Archives.tar(tar -> tar.link("x", "y").file("x/z", "z"))),
        arguments("which is not in it", Archives.tar(tar -> tar.hardLink("x", "etc/passwd"))),
        arguments("leaves its folder", Archives.tar(tar -> tar.hardLink("x", "../passwd"))),
        arguments("neither a file", special(TarConstants.LF_CHR)),
        arguments("neither a file", special(TarConstants.LF_BLK)),
        arguments("neither a file", special(TarConstants.LF_FIFO)),
        arguments("twice", Archives.tar(tar -> tar.file("x", "1").file("./x", "2"))),
        arguments("cannot be printed", Archives.tar(tar -> tar.file("x\u0007", "x"))),
        arguments("more than 1000 entries", manyFiles()),
        arguments("100 times its size", Archives.gzip(zeros(18_000_000))),
        arguments("more than 20000000 bytes", zeros(20_000_001)),
        arguments("leaves its folder", Archives.zip("../x", "x")),
        arguments("absolute path", Archives.zip("/x", "x")),
        arguments("leave the tree", Archives.zip("->x", "../y")),
        arguments("no archive", "hello".getBytes(StandardCharsets.UTF_8)),
        arguments("no archive", new byte[0]),
        arguments("no files below", Archives.tar(tar -> tar.folder("a"))));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void isRefusedAsAWholeInOneSentence(String why, byte[] archive) throws IOException {
    Path file = Files.write(folder.resolve("archive"), archive);

    assertThatThrownBy(() -> trees.ofArchive("artifact x", file, 0))
        .isInstanceOfSatisfying(
            MusterException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.ARTIFACT_CORRUPT))
        .hasMessageStartingWith("artifact x: " + file)
        .hasMessageContaining(why)
        .hasMessageEndingWith("it was refused as a whole: repair it, or take another one");
    assertThat(store.treesFolder()).isEmptyDirectory();
    assertThat(store.scratchFolder()).isEmptyDirectory();
  }

  @RepeatedTest(60)
  void aTarballThatIsCutOffAnywhereIsRefused(RepetitionInfo repetition) throws IOException {
    Random random = new Random(repetition.getCurrentRepetition());
    byte[] whole = Archives.gzip(sample(random));
    byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));
    Path file = Files.write(folder.resolve("archive"), cut);

    assertThatThrownBy(() -> trees.ofArchive("artifact x", file, 0))
        .isInstanceOf(MusterException.class)
        .hasMessageStartingWith("artifact x: " + file);
    assertThat(store.treesFolder()).isEmptyDirectory();
  }

  @RepeatedTest(60)
  void aTarballWithAFlippedBitIsRefusedOrUnchanged(RepetitionInfo repetition) throws IOException {
    Random random = new Random(repetition.getCurrentRepetition());
    byte[] archive = Archives.gzip(sample(random));
    Path good = Files.write(folder.resolve("good"), archive);
    archive[random.nextInt(archive.length)] ^= (byte) (1 << random.nextInt(8));
    Path bad = Files.write(folder.resolve("bad"), archive);

    try {
      // A few bits of a header and of the padding mean nothing; what is unpacked is then the same.
      assertThat(trees.ofArchive("artifact x", bad, 0))
          .isEqualTo(trees.ofArchive("artifact x", good, 0));
    } catch (MusterException e) {
      assertThat(e).hasMessageStartingWith("artifact x: " + bad);
    }
  }

  @Test
  void aPlainTarThatEndsBetweenTwoEntriesIsRefused() throws IOException {
    byte[] whole = Archives.tar(tar -> tar.file("a", "1").file("b", "2"));
    Path file = Files.write(folder.resolve("archive"), Arrays.copyOf(whole, 1024));

    assertThatThrownBy(() -> trees.ofArchive("artifact x", file, 0))
        .hasMessageContaining("is damaged or cut off (the archive ends without the mark");
  }

  @RepeatedTest(60)
  void aZipWithADamagedByteIsRefusedOrUnchanged(RepetitionInfo repetition) throws IOException {
    Random random = new Random(repetition.getCurrentRepetition());
    byte[] archive = Archives.zip("a", "content ".repeat(200), "b/c", "more");
    Path good = Files.write(folder.resolve("good"), archive);
    archive[random.nextInt(archive.length)] ^= (byte) (1 << random.nextInt(8));
    Path bad = Files.write(folder.resolve("bad"), archive);

    try {
      // Times and comments may change; what is unpacked may not, but for names and modes.
      assertThat(trees.ofArchive("artifact x", bad, 0).files())
          .extracting("sha256")
          .isSubsetOf(
              trees.ofArchive("artifact x", good, 0).files().stream()
                  .map(content -> content.sha256())
                  .toList());
    } catch (MusterException e) {
      assertThat(e).hasMessageStartingWith("artifact x: " + bad);
    }
  }

  private static byte[] sample(Random random) {
    byte[] noise = new byte[5000];
    random.nextBytes(noise);
    return Archives.tar(tar -> tar.file("a", noise, 0100644).folder("b").link("b/c", "../a"));
  }

  private static byte[] special(byte kind) {
    return Archives.tar(tar -> tar.special("dev/x", kind, ""));
  }

  private static byte[] manyFiles() {
    return Archives.tar(
        tar -> {
          for (int i = 0; i <= 1000; i++) {
            tar.file("f" + i, "");
          }
        });
  }

  private static byte[] zeros(int size) {
    return Archives.tar(tar -> tar.file("zeros", new byte[size], 0100644));
  }
}
