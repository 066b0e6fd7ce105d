package org.muster.coordinator.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Sha256;

final class HttpSourceTest {
  private static final HttpSettings QUICK =
      new HttpSettings(Duration.ofSeconds(5), Duration.ofSeconds(1), 3, Duration.ZERO, 4_000_000);

  @TempDir private Path folder;
  private final byte[] archive = archive();
  private final Checksum checksum = Checksum.sha256(Sha256.of(archive).hex());
  private Mirror mirror;
  private Store store;
  private HttpSource source;

  @BeforeEach
  void start() throws Exception {
    mirror = new Mirror(archive);
    store = new Store(folder, () -> Instant.EPOCH);
    source = new HttpSource(new TreeBuilder(store, Limits.DEFAULT), store, QUICK);
  }

  @AfterEach
  void stop() {
    mirror.close();
  }

  @Test
  void fetchesChecksAndUnpacks() throws Exception {
    List<String> heard = Collections.synchronizedList(new ArrayList<>());

    ArtifactSource.Fetched fetched =
        source.fetch(
            spec(mirror.url("app.tgz?token=secret")),
            (name, text, done, total) -> heard.add(name + " " + text + " of " + total));

    assertThat(fetched.tree().files()).extracting("path").containsExactly("noise", "run");
    assertThat(fetched.source()).isEqualTo(mirror.url("app.tgz"));
    assertThat(heard)
        .contains("app downloading %s of %d".formatted(mirror.url("app.tgz"), archive.length))
        .endsWith("app unpacking app.tgz of 0");
    assertThat(store.downloadsFolder()).isEmptyDirectory();
  }

  @Test
  void goesOnWhereAConnectionBroke() throws Exception {
    mirror.then(Mirror.cutAfter(200_000)).then(Mirror.status(503));

    source.fetch(spec(mirror.url("app.tgz")), Progress.NONE);

    assertThat(mirror.ranges()).hasSize(3).first().isEqualTo("");
    assertThat(mirror.ranges().subList(1, 3))
        .allSatisfy(range -> assertThat(range).matches("bytes=[1-9]\\d+-"));
  }

  @Test
  void goesOnWhereAnEarlierProcessWasKilled() throws Exception {
    mirror.then(Mirror.cutAfter(200_000));
    mirror.then(Mirror.status(404));
    assertThatThrownBy(() -> source.fetch(spec(mirror.url("app.tgz")), Progress.NONE))
        .isInstanceOf(SourceUnavailable.class);
    HttpSource restarted = new HttpSource(new TreeBuilder(store, Limits.DEFAULT), store, QUICK);

    restarted.fetch(spec(mirror.url("app.tgz")), Progress.NONE);

    assertThat(mirror.ranges().get(2)).startsWith("bytes=");
  }

  @Test
  void startsAgainWhenWhatWasLeftIsOfAnotherFile() throws Exception {
    byte[] other = new byte[100_000];
    mirror.then(
        (exchange, content) -> {
          exchange.sendResponseHeaders(200, archive.length);
          exchange.getResponseBody().write(other);
        });
    mirror.then(Mirror.status(404));
    assertThatThrownBy(() -> source.fetch(spec(mirror.url("app.tgz")), Progress.NONE))
        .isInstanceOf(SourceUnavailable.class);

    ArtifactSource.Fetched fetched = source.fetch(spec(mirror.url("app.tgz")), Progress.NONE);

    assertThat(fetched.tree().files()).hasSize(2);
  }

  @Test
  void startsAgainWhereRangesAreUnknown() throws Exception {
    mirror.then(Mirror.cutAfter(200_000)).then(Mirror.other(archive));

    assertThat(source.fetch(spec(mirror.url("app.tgz")), Progress.NONE).tree().files()).hasSize(2);
  }

  @Test
  void givesUpAStalledConnectionAndTriesAgain() throws Exception {
    mirror.then(Mirror.stallAfter(150_000));

    source.fetch(spec(mirror.url("app.tgz")), Progress.NONE);

    assertThat(mirror.ranges()).hasSize(2);
  }

  @Test
  void triesThreeTimesAndSaysSo() {
    mirror.then(Mirror.status(500)).then(Mirror.status(503)).then(Mirror.status(502));

    assertThatThrownBy(() -> source.fetch(spec(mirror.url("app.tgz")), Progress.NONE))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessage(mirror.url("app.tgz") + ": the server answered 502 (tried 3 times)");
  }

  @Test
  void aBodyThatAlwaysBreaksIsUnavailableAndNothingIsKept() {
    mirror.then(Mirror.cutAfter(1000)).then(Mirror.cutAfter(1000)).then(Mirror.cutAfter(1000));

    assertThatThrownBy(() -> source.fetch(spec(mirror.url("app.tgz")), Progress.NONE))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining("tried 3 times");
    assertThat(store.treesFolder()).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 410})
  void doesNotInsistWhereItIsRefused(int status) {
    mirror.then(Mirror.status(status));

    assertThatThrownBy(() -> source.fetch(spec(mirror.url("app.tgz")), Progress.NONE))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessage(mirror.url("app.tgz") + ": the server answered " + status);
    assertThat(mirror.ranges()).hasSize(1);
  }

  @Test
  void takesTheNextMirrorWhenOneIsGoneOrWrong() throws Exception {
    mirror.then(Mirror.status(404)).then(Mirror.other(new byte[10]));

    ArtifactSource.Fetched fetched =
        source.fetch(
            spec(mirror.url("a.tgz"), mirror.url("b.tgz"), mirror.url("c.tgz")), Progress.NONE);

    assertThat(fetched.source()).isEqualTo(mirror.url("c.tgz"));
  }

  @Test
  void aWrongChecksumNamesBothAndTheWayOut() {
    byte[] other = "something else".getBytes(StandardCharsets.UTF_8);
    mirror.then(Mirror.other(other));

    assertThatThrownBy(() -> source.fetch(spec(mirror.url("app.tgz")), Progress.NONE))
        .isInstanceOfSatisfying(
            MusterException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ARTIFACT_CORRUPT))
        .hasMessage(
            ("artifact app: %s gave a file with SHA-256 %s, expected %s; it was thrown away:"
                    + " correct the checksum, or use another mirror")
                .formatted(mirror.url("app.tgz"), Sha256.of(other), checksum));
    assertThat(store.treesFolder()).isEmptyDirectory();
    assertThat(store.downloadsFolder()).isEmptyDirectory();
  }

  @Test
  void aFileBeyondTheLimitIsNotFetched() {
    mirror.then(Mirror.other(new byte[5_000_000]));

    assertThatThrownBy(() -> source.fetch(spec(mirror.url("app.tgz")), Progress.NONE))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageEndingWith("it is larger than 4000000 bytes");
    assertThat(mirror.ranges()).hasSize(1);
  }

  @Test
  void anUnpackedFileIsKeptUnderItsName() throws Exception {
    ArtifactSpec spec =
        new ArtifactSpec("app", "", List.of(mirror.url("x/app.jar")), checksum, null, false, 0);

    ArtifactSource.Fetched fetched = source.fetch(spec, Progress.NONE);

    assertThat(fetched.tree().files()).extracting("path").containsExactly("app.jar");
  }

  @Test
  void aServerThatIsNotThereIsSaidInWords() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    String url = "http://127.0.0.1:%d/app.tgz".formatted(port);

    assertThatThrownBy(() -> source.fetch(spec(url), Progress.NONE))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessage(url + ": nobody accepts connections there (tried 3 times)");
  }

  @Test
  void aUrlWithoutAChecksumIsRefused() {
    ArtifactSpec spec = ArtifactSpec.ofArchive("app", List.of("https://h/app.tgz"), Checksum.NONE);

    assertThatThrownBy(() -> source.fetch(spec, Progress.NONE))
        .hasMessage(
            "artifact app: it has a url but no checksum; add the sha256 or sha512 of"
                + " https://h/app.tgz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://h/x", "file:///etc/passwd", "https://", "not a url"})
  void refusesWhatIsNoHttpUrl(String url) {
    assertThatThrownBy(() -> source.fetch(spec(url), Progress.NONE))
        .hasMessageStartingWith("artifact app: '" + url + "' is no URL of a file");
  }

  @Test
  void doesNotRepeatThePasswordOfAUrl() {
    assertThatThrownBy(() -> source.fetch(spec("https://me:geheim@h/app.tgz"), Progress.NONE))
        .hasMessage("artifact app: 'https://***@h' is no URL of a file: it has a password in it");
  }

  private ArtifactSpec spec(String... urls) {
    return ArtifactSpec.ofArchive("app", Arrays.asList(urls), checksum);
  }

  private static byte[] archive() {
    byte[] noise = new byte[1_000_000];
    new Random(1).nextBytes(noise);
    return Archives.gzip(
        Archives.tar(tar -> tar.file("app/noise", noise, 0100644).executable("app/run", "run")));
  }
}
