package org.muster.coordinator.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.error.MusterException;
import org.muster.protocol.Sha256;
import org.muster.protocol.Tree;
import org.muster.protocol.TreeEntry;

final class StoreTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path folder;
  private Instant now = START;
  private Store store;

  @BeforeEach
  void openStore() {
    store = new Store(folder.resolve("store"), () -> now);
  }

  @Test
  void keepsAFileUnderItsHashReadOnlyAndOnce() throws Exception {
    Blob first = put("hello");
    Blob second = put("hello");

    assertThat(first).isEqualTo(second).isEqualTo(new Blob(sha256("hello"), 5));
    Path file = store.blob(first.sha256(), false).orElseThrow();
    assertThat(file)
        .hasContent("hello")
        .isEqualTo(store.root().resolve("blobs/2c/" + first.sha256()));
    assertThat(modeOf(file)).isEqualTo("r--r--r--");
    assertThat(filesIn(store.root())).hasSize(1);
  }

  @Test
  void keepsAnExecutableFileAsAnotherInode() throws Exception {
    Blob blob = put("#!/bin/sh");

    store.putTree(Tree.of(List.of(content("run", blob, true))));

    Path plain = store.blob(blob.sha256(), false).orElseThrow();
    Path executable = store.blob(blob.sha256(), true).orElseThrow();
    assertThat(executable).hasSameBinaryContentAs(plain).hasFileName(blob.sha256() + ".x");
    assertThat(modeOf(executable)).isEqualTo("r-xr-xr-x");
    assertThat(inodeOf(executable)).isNotEqualTo(inodeOf(plain));
  }

  @Test
  void keepsNothingOfAStreamThatBreaks() throws IOException {
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(new byte[100_000]),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("the cable is out");
              }

              @Override
              public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
              }
            });

    assertThatThrownBy(() -> store.put(broken)).hasMessage("the cable is out");
    assertThat(filesIn(store.root())).isEmpty();
  }

  @Test
  void refusesATreeWhoseFilesItDoesNotHave() {
    Tree tree = Tree.of(List.of(content("a", new Blob(sha256("never put"), 9), false)));

    assertThatThrownBy(() -> store.putTree(tree))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("the content of a is not in the artifact store");
    assertThat(store.use(tree.hash())).isFalse();
  }

  @Test
  void keepsATreeAsItsCanonicalJson() throws Exception {
    Tree tree = Tree.of(List.of(content("a", put("a"), false)));

    Sha256 hash = store.putTree(tree);

    byte[] kept = Files.readAllBytes(store.treeFile(hash).orElseThrow());
    assertThat(Sha256.of(kept)).isEqualTo(hash);
    assertThat(store.tree(hash)).contains(tree);
    assertThat(store.use(hash)).isTrue();
  }

  @Test
  void aTreeThatLostAFileCannotBeUsed() throws Exception {
    Sha256 hash = store.putTree(Tree.of(List.of(content("a", put("a"), false))));

    Files.delete(store.blob(sha256("a"), false).orElseThrow());

    assertThat(store.use(hash)).isFalse();
  }

  @Test
  void laysATreeOutByHardLinks() throws Exception {
    Blob script = put("#!/bin/sh");
    Blob text = put("text");
    Sha256 hash =
        store.putTree(
            Tree.of(
                List.of(
                    content("bin/run", script, true),
                    content("doc/text", text, false),
                    new TreeEntry.Link("run", "bin/run"))));
    Path target = folder.resolve("node/artifacts/x");

    store.materialize(hash, target);

    assertThat(inodeOf(target.resolve("doc/text")))
        .isEqualTo(inodeOf(store.blob(text.sha256(), false).orElseThrow()));
    assertThat(Files.isExecutable(target.resolve("bin/run"))).isTrue();
    assertThat(Files.readSymbolicLink(target.resolve("run"))).isEqualTo(Path.of("bin/run"));
    assertThat(modeOf(target)).isEqualTo("rwxr-xr-x");
    assertThat(namesIn(target.getParent())).containsExactly("x");
  }

  @Test
  void layingOutAgainChangesNothing() throws Exception {
    Sha256 hash = store.putTree(Tree.of(List.of(content("a", put("a"), false))));
    Path target = folder.resolve("x");
    store.materialize(hash, target);
    Object before = Files.readAttributes(target, "unix:ino,ctime");

    store.materialize(hash, target);

    assertThat((Object) Files.readAttributes(target, "unix:ino,ctime")).isEqualTo(before);
  }

  @Test
  void aTreeThatIsNotThereIsNamedAndLeavesNothingBehind() {
    Sha256 unknown = sha256("unknown");

    assertThatThrownBy(() -> store.materialize(unknown, folder.resolve("x")))
        .hasMessageContaining("the tree " + unknown + " is not in the artifact store");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void manyMayPutAndLayOutTheSameAtTheSameTime() throws Exception {
    byte[] large = new byte[3_000_000];
    new Random(7).nextBytes(large);
    Path target = folder.resolve("x");
    Callable<Blob> work =
        () -> {
          Blob blob = store.put(new ByteArrayInputStream(large));
          store.materialize(store.putTree(Tree.of(List.of(content("a", blob, true)))), target);
          return blob;
        };

    List<Blob> blobs = atTheSameTime(16, work);

    assertThat(Set.copyOf(blobs)).containsExactly(new Blob(Sha256.of(large), large.length));
    assertThat(target.resolve("a")).hasBinaryContent(large);
    assertThat(namesIn(folder)).containsExactlyInAnyOrder("store", "x");
    assertThat(filesIn(store.root())).hasSize(3); // the blob, its twin, the tree
  }

  @Test
  void sweepsWhatNobodyWantsAndNobodyUsedOfLate() throws Exception {
    Sha256 wanted = store.putTree(Tree.of(List.of(content("a", put("wanted"), false))));
    Sha256 unwanted = store.putTree(Tree.of(List.of(content("a", put("unwanted"), true))));
    Sha256 used = store.putTree(Tree.of(List.of(content("a", put("used"), false))));
    put("of no tree");
    setAllTimes(START);
    now = START.plus(Duration.ofDays(30));
    store.use(used);
    put("of a tree that is being built");

    Store.Swept swept = store.sweep(Set.of(wanted), START.plus(Duration.ofDays(1)));

    assertThat(swept).isEqualTo(new Store.Swept(1, 8 + 8 + 10));
    assertThat(store.use(wanted)).isTrue();
    assertThat(store.use(used)).isTrue();
    assertThat(store.tree(unwanted)).isEmpty();
    assertThat(store.blob(sha256("unwanted"), true)).isEmpty();
    assertThat(store.blob(sha256("of no tree"), false)).isEmpty();
    assertThat(store.blob(sha256("of a tree that is being built"), false)).isPresent();
  }

  @Test
  void aFileThatIsPutAgainIsSafeFromTheNextSweep() throws Exception {
    put("again");
    setAllTimes(START);
    now = START.plus(Duration.ofDays(30));
    put("again");

    store.sweep(Set.of(), START.plus(Duration.ofDays(1)));

    assertThat(store.blob(sha256("again"), false)).isPresent();
  }

  private Blob put(String content) throws IOException {
    return store.put(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
  }

  private void setAllTimes(Instant time) throws IOException {
    for (Path file : filesIn(store.root())) {
      Files.setLastModifiedTime(file, FileTime.from(time));
    }
  }

  private static Sha256 sha256(String content) {
    return Sha256.of(content.getBytes(StandardCharsets.UTF_8));
  }

  private static TreeEntry content(String path, Blob blob, boolean executable) {
    return new TreeEntry.Content(path, blob.sha256(), blob.size(), executable);
  }

  private static <T> List<T> atTheSameTime(int threads, Callable<T> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result : pool.invokeAll(Collections.nCopies(threads, work))) {
        results.add(result.get());
      }
      return results;
    } finally {
      pool.shutdown();
    }
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(Files::isRegularFile).toList();
    }
  }

  private static List<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.map(path -> path.getFileName().toString()).toList();
    }
  }

  private static String modeOf(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static Object inodeOf(Path file) throws IOException {
    return Files.getAttribute(file, "unix:ino");
  }
}
