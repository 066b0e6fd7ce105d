package org.muster.coordinator.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Tree;
import org.muster.protocol.TreeEntry;

final class ArtifactResolverTest {
  private static final Checksum CHECKSUM = Checksum.sha256("0".repeat(64));
  private static final MavenClosure MAVEN =
      new MavenClosure(List.of("g:a:1"), List.of(), List.of(), List.of());

  @TempDir private Path folder;
  private Store store;

  @BeforeEach
  void openStore() {
    store = new Store(folder.resolve("store"), () -> Instant.EPOCH);
  }

  /** A source that has one file, or nothing at all, and counts who asks. */
  private final class Shelf implements ArtifactSource {
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch mayAnswer;
    private String content = "content";

    Shelf(int waiters) {
      mayAnswer = new CountDownLatch(waiters);
    }

    @Override
    public boolean isNamedBy(ArtifactSpec spec) {
      return !spec.maven().isEmpty();
    }

    @Override
    public Fetched fetch(ArtifactSpec spec, Progress progress) throws SourceUnavailable {
      asked.incrementAndGet();
      try {
        if (!mayAnswer.await(20, TimeUnit.SECONDS) || content.isEmpty()) {
          throw new SourceUnavailable("the shelf is empty");
        }
        progress.report(spec.name(), "handing out", 1, 1);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Blob blob = store.put(new ByteArrayInputStream(bytes));
        Tree tree = Tree.of(List.of(new TreeEntry.Content("a", blob.sha256(), blob.size(), false)));
        store.putTree(tree);
        return new Fetched(tree, "the shelf");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void asksItsSourceOnceAndRemembersForTheNextProcess() {
    Shelf shelf = new Shelf(0);
    ResolvedArtifact first = resolver(shelf).resolve(maven("app"), Progress.NONE);

    ResolvedArtifact second = resolver(shelf).resolve(maven("app"), Progress.NONE);

    assertThat(second).isEqualTo(first);
    assertThat(first.source()).isEqualTo("the shelf");
    assertThat(first.bytes()).isEqualTo(7);
    assertThat(shelf.asked).hasValue(1);
    assertThat(resolver(shelf).recall(maven("app"))).contains(first);
  }

  @Test
  void theSameThingUnderAnotherNameIsTheSameThing() {
    Shelf shelf = new Shelf(0);
    resolver(shelf).resolve(maven("app"), Progress.NONE);

    assertThat(resolver(shelf).resolve(maven("other"), Progress.NONE).name()).isEqualTo("other");

    assertThat(shelf.asked).hasValue(1);
  }

  @Test
  void asksAgainWhenTheStoreLostAFile() throws Exception {
    Shelf shelf = new Shelf(0);
    ResolvedArtifact artifact = resolver(shelf).resolve(maven("app"), Progress.NONE);
    Tree tree = store.tree(artifact.tree()).orElseThrow();
    Files.delete(store.blob(tree.files().get(0).sha256(), false).orElseThrow());

    assertThat(resolver(shelf).recall(maven("app"))).isEmpty();
    resolver(shelf).resolve(maven("app"), Progress.NONE);

    assertThat(shelf.asked).hasValue(2);
    assertThat(store.use(artifact.tree())).isTrue();
  }

  @Test
  void asksAgainForVersionsThatMove() {
    Shelf shelf = new Shelf(0);
    MavenClosure moving =
        new MavenClosure(List.of("g:a:1-SNAPSHOT"), List.of(), List.of(), List.of());
    ArtifactSpec spec = ArtifactSpec.ofMaven("app", moving);

    resolver(shelf).resolve(spec, Progress.NONE);
    resolver(shelf).resolve(spec, Progress.NONE);

    assertThat(shelf.asked).hasValue(2);
  }

  @Test
  void callersAtTheSameTimeShareOneResolutionAndItsProgress() throws Exception {
    int callers = 8;
    Shelf shelf = new Shelf(1);
    ArtifactResolver resolver = resolver(shelf);
    AtomicInteger heard = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(callers);
    List<Future<ResolvedArtifact>> results = new ArrayList<>();

    for (int i = 0; i < callers; i++) {
      Progress progress = (name, text, done, total) -> heard.incrementAndGet();
      results.add(pool.submit(() -> resolver.resolve(maven("app"), progress)));
    }
    shelf.mayAnswer.countDown();

    for (Future<ResolvedArtifact> result : results) {
      assertThat(result.get(20, TimeUnit.SECONDS)).isEqualTo(results.get(0).get());
    }
    pool.shutdown();
    assertThat(shelf.asked).hasValue(1);
    assertThat(heard).hasValueGreaterThanOrEqualTo(2);
  }

  @Test
  void aFailureIsNotRemembered() {
    Shelf shelf = new Shelf(0);
    shelf.content = "";
    ArtifactResolver resolver = resolver(shelf);
    assertThatThrownBy(() -> resolver.resolve(maven("app"), Progress.NONE))
        .isInstanceOfSatisfying(
            MusterException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.ARTIFACT_UNAVAILABLE))
        .hasMessage(
            "artifact app: the shelf is empty; check the network and the mirrors, or give it a"
                + " local path");

    shelf.content = "full";

    assertThat(resolver.resolve(maven("app"), Progress.NONE).bytes()).isEqualTo(4);
  }

  @Test
  void fallsBackToMavenWhenTheMirrorIsGone() throws Exception {
    Shelf shelf = new Shelf(0);
    try (Mirror mirror = new Mirror(new byte[0])) {
      mirror.then(Mirror.status(404));
      List<String> urls = List.of(mirror.url("app.tgz"));
      ArtifactSpec spec = new ArtifactSpec("app", "", urls, CHECKSUM, MAVEN, true, 1);

      assertThat(resolver(shelf).resolve(spec, Progress.NONE).source()).isEqualTo("the shelf");
    }
  }

  @Test
  void doesNotFallBackFromAFileThatIsWrong() throws Exception {
    Shelf shelf = new Shelf(0);
    try (Mirror mirror = new Mirror(new byte[10])) {
      List<String> urls = List.of(mirror.url("app.tgz"));
      ArtifactSpec spec = new ArtifactSpec("app", "", urls, CHECKSUM, MAVEN, true, 1);

      assertThatThrownBy(() -> resolver(shelf).resolve(spec, Progress.NONE))
          .hasMessageContaining("expected SHA-256 " + "0".repeat(64));
    }
    assertThat(shelf.asked).hasValue(0);
  }

  @Test
  void prefersTheLocalPathAndNoticesWhenItChanges() throws Exception {
    Path file = Files.writeString(folder.resolve("app.jar"), "one");
    ArtifactSpec spec = ArtifactSpec.ofPath("app", file.toString(), false, 0);
    ArtifactResolver resolver = resolver(new Shelf(0));
    ResolvedArtifact first = resolver.resolve(spec, Progress.NONE);
    assertThat(resolver.recall(spec)).contains(first);

    Files.writeString(file, "another");

    assertThat(resolver.recall(spec)).isEmpty();
    assertThat(resolver.resolve(spec, Progress.NONE).tree()).isNotEqualTo(first.tree());
  }

  @Test
  void readsALocalFolderAgainEachTime() throws Exception {
    Path app = Files.createDirectories(folder.resolve("app"));
    Files.writeString(app.resolve("a"), "one");
    ArtifactSpec spec = ArtifactSpec.ofPath("app", app.toString(), true, 0);
    ArtifactResolver resolver = resolver(new Shelf(0));
    ResolvedArtifact first = resolver.resolve(spec, Progress.NONE);

    Files.writeString(app.resolve("a"), "two");

    assertThat(resolver.resolve(spec, Progress.NONE).tree()).isNotEqualTo(first.tree());
  }

  @Test
  void aPathThatIsNotThereIsAMistakeAndNoReasonToLookElsewhere() {
    String path = folder.resolve("missing.tgz").toString();
    ArtifactSpec spec = new ArtifactSpec("app", path, List.of(), null, MAVEN, true, 1);

    assertThatThrownBy(() -> resolver(new Shelf(0)).resolve(spec, Progress.NONE))
        .hasMessage(
            "artifact app: its path %s cannot be read (there is no %s); correct the path, or leave"
                    .formatted(path, path)
                + " it out to use another source");
  }

  @Test
  void aLocalFileMayHaveAChecksumToo() throws Exception {
    Path file = Files.writeString(folder.resolve("app.jar"), "one");
    ArtifactSpec spec =
        new ArtifactSpec("app", file.toString(), List.of(), CHECKSUM, null, false, 0);

    assertThatThrownBy(() -> resolver(new Shelf(0)).resolve(spec, Progress.NONE))
        .hasMessageContaining(
            file + " has SHA-256 7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed")
        .hasMessageContaining("expected SHA-256 0000");
  }

  @Test
  void anArtifactWithoutASourceIsAMistake() {
    ArtifactSpec spec = ArtifactSpec.ofPath("app", "", true, 0);

    assertThatThrownBy(() -> resolver(new Shelf(0)).resolve(spec, Progress.NONE))
        .hasMessageStartingWith("artifact app: it has no source");
  }

  private ArtifactResolver resolver(Shelf shelf) {
    TreeBuilder trees = new TreeBuilder(store, Limits.DEFAULT);
    return new ArtifactResolver(
        store,
        List.of(new LocalSource(trees), new HttpSource(trees, store, HttpSettings.DEFAULT), shelf));
  }

  private static ArtifactSpec maven(String name) {
    return ArtifactSpec.ofMaven(name, MAVEN);
  }
}
