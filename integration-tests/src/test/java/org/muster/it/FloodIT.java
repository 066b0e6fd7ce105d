package org.muster.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Much output, while the coordinator is killed, or while those who wanted it stop reading. */
@Tag("nightly")
final class FloodIT {
  private static final String CLUSTER = "talk";
  private static final Duration A_WHILE = Duration.ofMinutes(3);
  private static final int READERS = 20;
  private static final String MODULES =
      Path.of("src/test/resources/modules/chaos").toAbsolutePath().toString();

  @TempDir private Path temp;
  private Muster muster;

  @BeforeEach
  void begin() throws Exception {
    muster = new Muster(temp);
  }

  @AfterEach
  void end() throws Exception {
    muster.end();
  }

  @Test
  void aCoordinatorThatIsKilledWhileOutputComesHasAllOfItInTheEnd() throws Exception {
    try (Running launch = launch(1_000_000)) {
      Eventually.see(
          "some of the output", A_WHILE, () -> sizeOf(copyOf("worker-1")), size -> size > 1 << 20);
      Machine.kill("KILL", muster.coordinatorProcess().pid());
      muster.succeed("coordinator", "start");

      assertThat(muster.awaitEnd(CLUSTER).path("state").asText()).isEqualTo("succeeded");
      for (String node : List.of("master-1", "worker-1")) {
        Path truth =
            muster
                .stepDirectory(CLUSTER, node, CLUSTER + "_d1_" + node + "_talker_setup_1")
                .resolve("output.log");
        Eventually.see(
            "all of the output of " + node,
            A_WHILE,
            () -> sizeOf(truth) - sizeOf(copyOf(node)),
            missing -> missing == 0);
        assertThat(copyOf(node)).hasSameBinaryContentAs(truth);
      }
      launch.end(A_WHILE);
    }
  }

  @Test
  void readersOfEventsAndLogsWhoStopReadingHoldNobodyUp() throws Exception {
    List<Socket> readers = new ArrayList<>();
    try (Running launch = launch(300_000)) {
      Eventually.see("the cluster", A_WHILE, () -> muster.hasCluster(CLUSTER), isThere -> isThere);
      for (int i = 0; i < READERS; i++) {
        readers.add(asking("/clusters/%s/events".formatted(CLUSTER)));
        readers.add(
            asking(
                "/clusters/%s/logs?step=%s/d1/worker-1/talker/setup/1&max=4000000"
                    .formatted(CLUSTER, CLUSTER)));
      }

      Result end = launch.end(A_WHILE);

      assertThat(end.exitCode()).withFailMessage(end::toString).isZero();
      assertThat(muster.succeed("status", CLUSTER).output()).contains("succeeded");
    } finally {
      for (Socket reader : readers) {
        reader.close();
      }
    }
  }

  /** Asks, and never reads a byte of the answer. */
  private Socket asking(String path) throws IOException {
    URI url = URI.create(muster.coordinator().path("url").asText());
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
    String request =
        "GET /api/v1%s HTTP/1.1\r\nHost: %s:%d\r\nAuthorization: Bearer %s\r\nAccept: text/event-stream\r\n\r\n"
            .formatted(
                path,
                url.getHost(),
                url.getPort(),
                Files.readString(muster.home().resolve("token")).strip());
    socket.getOutputStream().write(request.getBytes(US_ASCII));
    return socket;
  }

  private Running launch(int lines) throws Exception {
    Path spec = Clusters.of(temp, "talker").workers(1).write();
    return muster.start(
        "launch",
        CLUSTER,
        "-f",
        spec.toString(),
        "--module-path",
        MODULES,
        "--set",
        "TALKER_LINES=" + lines);
  }

  private Path copyOf(String node) {
    return muster.home().resolve("logs/%s/d1/%s_talker_setup_1.log".formatted(CLUSTER, node));
  }

  private static long sizeOf(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }
}
