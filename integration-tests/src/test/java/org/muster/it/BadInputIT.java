package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.protocol.Sha256;

/**
 * What people and mirrors get wrong: one clear message with place and way out, nothing half-done.
 */
@Tag("nightly")
final class BadInputIT {
  private static final Path MODULES = Path.of("src/test/resources/modules/bad").toAbsolutePath();

  @TempDir private static Path temp;
  private static Muster muster;

  @BeforeAll
  static void begin() throws Exception {
    muster = new Muster(temp);
  }

  @AfterAll
  static void end() throws Exception {
    muster.end();
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    if (muster.hasCluster("wrong")) {
      muster.destroy("wrong");
    }
    assertThat(Machine.processesNaming(muster.home().resolve("clusters"))).isEmpty();
  }

  @Test
  void allMistakesOfASpecComeTogetherWithTheirPlaces() throws Exception {
    Path spec = temp.resolve("many.yaml");
    Files.writeString(
        spec,
        """
        name: wrong
        provider: { kind: lokal }
        groups:
          - { role: master, count: 1, type: small }
          - { role: worker, count: 2, type: small }
        modules: [node, spakr, hoodap]
        readi: 100%
        """);

    Result launch = muster.run("launch", "wrong", "-f", spec.toString(), "--set", "A-B=1");

    assertRefused(
        launch,
        "the cluster 'wrong' is not valid:",
        spec + ":2:19: unknown provider 'lokal'; did you mean 'local'?",
        spec + ":6:17: unknown module 'spakr'; did you mean 'spark'?",
        spec + ":6:24: unknown module 'hoodap'; use one of: ephemeral-hdfs",
        spec + ":7:1: unknown key 'readi'; did you mean 'ready'?",
        "--set: the variable 'A-B' must be named with letters");
  }

  @Test
  void brokenYamlIsRefusedByItsLine() throws Exception {
    Path spec = temp.resolve("broken.yaml");
    Files.writeString(spec, "name: wrong\ngroups:\n  - { role: master, count: 1\nmodules: []\n");

    Result launch = muster.run("launch", "wrong", "-f", spec.toString());

    assertRefused(launch, spec + ":4:8: ", "expected ',' or '}'");
  }

  @Test
  void aFileThatIsNotThereIsNamed() throws Exception {
    assertRefused(
        muster.run("launch", "wrong", "-f", "absent.yaml"), "there is no file 'absent.yaml'");
  }

  @Test
  void modulesThatRequireEachOtherAreRefused() throws Exception {
    assertRefused(
        launch("cycle", "chicken"),
        "egg/module.yaml:3:12: the modules require each other: chicken → egg → chicken;"
            + " take one requirement away");
  }

  @Test
  void aVariableWithoutAValueIsRefused() throws Exception {
    assertRefused(
        launch("needs", "needy"),
        "needy/module.yaml:4:3: the variable 'LICENCE' of module 'needy' has no value;"
            + " set it with --set LICENCE=VALUE");
  }

  @Test
  void aTemplateWithAnUnknownNameIsRefused() throws Exception {
    assertRefused(
        launch("template", "typo"),
        "typo/templates/etc/typo/words.conf:2:5: unknown name 'GREETNIG';"
            + " did you mean 'GREETING'?");
  }

  @Test
  void aManifestThatIsNoYamlIsRefused() throws Exception {
    assertRefused(launch("yaml", "crooked"), "crooked/module.yaml:5:10: ", "expected ',' or '}'");
  }

  @Test
  void aPortInUseIsNamedWithItsHolder() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      Result launch = launch("port", "greedy", "PORT=" + port);

      assertThat(launch.exitCode()).withFailMessage(launch::toString).isEqualTo(1);
      assertThat(muster.succeed("logs", "wrong", "--node", "worker-1").output())
          .contains(
              "server needs port 127.0.0.1:%d, which is in use by process %d"
                  .formatted(port, ProcessHandle.current().pid()));
      assertThat(muster.run("status", "wrong").exitCode()).isEqualTo(1);
    }
  }

  @Test
  void aTruncatedArtifactFailsTheLaunchAndIsNotKept() throws Exception {
    byte[] archive = archive("data", "x".repeat(100_000));
    HttpServer mirror = mirror(archive, Arrays.copyOf(archive, archive.length / 2));
    try {
      Result launch =
          launch(
              "artifact",
              "fetched",
              "ARCHIVE=" + url(mirror),
              "CHECKSUM=" + Sha256.of(archive).hex());

      assertThat(launch.exitCode()).withFailMessage(launch::toString).isEqualTo(1);
      assertThat(launch.output())
          .contains(url(mirror), "tried 3 times", "or give it a local path")
          .contains("fetched init: ended 0 of 2, 2 skipped");
    } finally {
      mirror.stop(0);
    }
  }

  @Test
  void anArtifactWithAWrongChecksumFailsTheLaunchAndIsNotKept() throws Exception {
    byte[] archive = archive("data", "true");
    String wrong = Sha256.of(archive("data", "false")).hex();
    HttpServer mirror = mirror(archive, archive);
    try {
      Result launch = launch("artifact", "fetched", "ARCHIVE=" + url(mirror), "CHECKSUM=" + wrong);

      assertThat(launch.exitCode()).withFailMessage(launch::toString).isEqualTo(1);
      assertThat(launch.output())
          .contains(url(mirror) + " gave a file with SHA-256 " + Sha256.of(archive).hex())
          .contains("expected SHA-256 " + wrong)
          .contains("correct the checksum, or use another mirror");
    } finally {
      mirror.stop(0);
    }
  }

  @Test
  void anArtifactThatLeavesItsFolderFailsTheLaunch() throws Exception {
    byte[] archive = archive("../../escaped", "boo");
    HttpServer mirror = mirror(archive, archive);
    try {
      Result launch =
          launch(
              "artifact",
              "fetched",
              "ARCHIVE=" + url(mirror),
              "CHECKSUM=" + Sha256.of(archive).hex());

      assertThat(launch.exitCode()).withFailMessage(launch::toString).isEqualTo(1);
      assertThat(launch.output()).contains("'../../escaped', which leaves its folder");
      assertThat(muster.home().resolve("store/escaped")).doesNotExist();
      assertThat(muster.home().resolve("escaped")).doesNotExist();
    } finally {
      mirror.stop(0);
    }
  }

  @Test
  void aModuleBundleThatLeavesItsFolderIsRefused() throws Exception {
    muster.succeed("coordinator", "start");

    HttpResponse<String> answer = muster.post("/api/v1/trees", tar("../escaped", "boo"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(answer.body()).contains("'../escaped', which leaves its folder");
  }

  private static Result launch(String folder, String module, String... settings) throws Exception {
    List<String> command = new ArrayList<>(List.of("launch", "wrong", "-f"));
    command.add(Clusters.of(temp, module).workers(1).write().toString());
    command.addAll(List.of("--module-path", MODULES.resolve(folder).toString()));
    for (String setting : settings) {
      command.addAll(List.of("--set", setting));
    }
    return muster.run(command.toArray(String[]::new));
  }

  private static void assertRefused(Result result, String... words) throws Exception {
    assertThat(result.exitCode()).withFailMessage(result::toString).isEqualTo(2);
    assertThat(result.errors()).contains(words).doesNotContain("Exception", "\tat ");
    assertThat(muster.cluster("wrong")).doesNotExist();
    assertThat(muster.hasCluster("wrong")).isFalse();
  }

  private static HttpServer mirror(byte[] promised, byte[] given) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, promised.length);
          try (exchange) {
            exchange.getResponseBody().write(given);
          }
        });
    server.start();
    return server;
  }

  private static String url(HttpServer mirror) {
    return "http://127.0.0.1:%d/archive.tar.gz".formatted(mirror.getAddress().getPort());
  }

  private static byte[] archive(String name, String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream zipped = new GZIPOutputStream(bytes)) {
      zipped.write(tar(name, text));
    }
    return bytes.toByteArray();
  }

  /** An archive of one file, as no archiver would write it: with any name. */
  private static byte[] tar(String name, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    int blocks = 1 + (content.length + 511) / 512 + 2;
    byte[] tar = new byte[blocks * 512];
    put(tar, 0, name);
    put(tar, 100, "0000644");
    put(tar, 108, "0000000");
    put(tar, 116, "0000000");
    put(tar, 124, "%011o".formatted(content.length));
    put(tar, 136, "00000000000");
    put(tar, 148, "        ");
    tar[156] = '0';
    put(tar, 257, "ustar\00000");
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += tar[i];
    }
    put(tar, 148, "%06o\0 ".formatted(sum));
    System.arraycopy(content, 0, tar, 512, content.length);
    return tar;
  }

  private static void put(byte[] tar, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, tar, at, bytes.length);
  }
}
