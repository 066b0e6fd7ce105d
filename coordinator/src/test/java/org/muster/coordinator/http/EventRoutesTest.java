package org.muster.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class EventRoutesTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private ServerForTest server;

  @BeforeEach
  void start() {
    server = new ServerForTest();
    server.clusters().put(Views.demo("running", Views.succeeded()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aPageOfEventsComesAfterANumberAndUpToALimit() throws Exception {
    publish(5);

    HttpResponse<String> page =
        http.send(
            request("/api/v1/clusters/demo/events?after=1&limit=2").build(),
            BodyHandlers.ofString());

    assertThat(page.body()).contains("\"seq\":2", "\"seq\":3").doesNotContain("\"seq\":4");
  }

  @Test
  void aStreamBeginsWithThePastAndGoesOnWithThePresent() throws Exception {
    publish(2);
    try (Reader reader = follow("")) {
      assertThat(reader.ids(2)).containsExactly(1L, 2L);

      server.clusters().publish(Views.DEMO, "step-finished", "worker-1");

      assertThat(reader.ids(1)).containsExactly(3L);
    }
  }

  @Test
  void aReaderWhoComesBackGoesOnBehindTheLastHeSaw() throws Exception {
    publish(4);
    try (Reader reader = follow("2")) {
      assertThat(reader.ids(2)).containsExactly(3L, 4L);
    }
  }

  @Test
  void eachEventHasItsNumberItsTypeAndItsBody() throws Exception {
    publish(1);
    try (Reader reader = follow("")) {
      assertThat(reader.lines(5))
          .contains("id: 1", "event: step-started")
          .anyMatch(line -> line.startsWith("data: {") && line.contains("\"seq\":1"));
    }
  }

  @Test
  void aHintHasNoNumberSoThatItIsNeverTheLastSeen() throws Exception {
    publish(1);
    try (Reader reader = follow("")) {
      reader.ids(1);
      reader.lines(3); // the rest of its frame

      server.clusters().hint(Views.DEMO);

      assertThat(reader.lines(1)).containsExactly("event: changed");
    }
  }

  @Test
  void aLongHistoryComesWholeAndInOrder() throws Exception {
    publish(1_000);
    try (Reader reader = follow("")) {
      List<Long> ids = reader.ids(1_000);

      assertThat(ids).isSorted().doesNotHaveDuplicates().hasSize(1_000);
    }
  }

  @Test
  void aReaderWhoDoesNotReadMissesNothingAndCostsOnlyHisQueue() throws Exception {
    try (Reader reader = follow("")) {
      awaitFollower();
      // Far more than the queue and both sides' socket buffers hold.
      String text = "x".repeat(4_000);
      for (int i = 0; i < 10_000; i++) {
        server.clusters().publish(Views.DEMO, "step-started", text);
      }
      http.send(request("/health").build(), BodyHandlers.ofString()); // behind all of these
      int pages = server.clusters().pages();

      List<Long> ids = reader.ids(10_000);

      assertThat(ids).isSorted().doesNotHaveDuplicates().hasSize(10_000);
      assertThat(server.clusters().pages()).isGreaterThan(pages);
    }
  }

  @Test
  void aReaderWhoLeavesIsForgotten() throws Exception {
    try (Reader reader = follow("")) {
      awaitFollower();
      assertThat(server.clusters().followers(Views.DEMO)).isEqualTo(1);
      assertThat(reader.lines(1)).containsExactly(": follows demo");
    }

    awaitFollowers(0);
  }

  @Test
  void aServerThatStopsSaysSo() throws Exception {
    try (Reader reader = follow("")) {
      awaitFollower();

      server.close();

      assertThat(reader.rest()).contains(": the coordinator stops; reconnect later");
    } finally {
      start(); // for the one that every test closes
    }
  }

  @Test
  void aStreamOfNoClusterIsAProblem() throws Exception {
    HttpResponse<String> answer =
        http.send(
            request("/api/v1/clusters/nobody/events").header("Accept", "text/event-stream").build(),
            BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("NOT_FOUND");
  }

  @Test
  void aLastEventThatIsNoNumberIsAProblem() throws Exception {
    HttpResponse<String> answer =
        http.send(
            request("/api/v1/clusters/demo/events")
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", "x")
                .build(),
            BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(400);
  }

  private void publish(int count) {
    for (int i = 0; i < count; i++) {
      server.clusters().publish(Views.DEMO, "step-started", "worker-1");
    }
  }

  private void awaitFollower() {
    awaitFollowers(1);
  }

  private void awaitFollowers(int wanted) {
    while (server.clusters().followers(Views.DEMO) != wanted) {
      Thread.onSpinWait();
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.url().resolve(path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + ServerForTest.TOKEN);
  }

  private Reader follow(String lastSeen) throws IOException {
    return new Reader(server.port(), lastSeen);
  }

  /** Reads a stream from a plain socket, so that nothing is read before it is asked for. */
  private static final class Reader implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader lines;

    Reader(int port, String lastSeen) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(30_000);
      // HTTP/1.0 has no chunks between the lines.
      String request =
          """
          GET /api/v1/clusters/demo/events HTTP/1.0\r
          Host: 127.0.0.1:%d\r
          Accept: text/event-stream\r
          Authorization: Bearer %s\r
          %s\r
          """
              .formatted(
                  port,
                  ServerForTest.TOKEN,
                  lastSeen.isEmpty() ? "" : "Last-Event-ID: " + lastSeen + "\r\n");
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      InputStream input = socket.getInputStream();
      lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
      skipHead();
    }

    List<Long> ids(int count) throws IOException {
      List<Long> ids = new ArrayList<>();
      while (ids.size() < count) {
        String line = lines.readLine();
        assertThat(line).as("the stream after %d events", ids.size()).isNotNull();
        if (line.startsWith("id: ")) {
          ids.add(Long.parseLong(line.substring(4)));
        }
      }
      return ids;
    }

    List<String> lines(int count) throws IOException {
      List<String> read = new ArrayList<>();
      while (read.size() < count) {
        read.add(lines.readLine());
      }
      return read;
    }

    List<String> rest() throws IOException {
      List<String> read = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        read.add(line);
      }
      return read;
    }

    private void skipHead() throws IOException {
      for (String line = lines.readLine(); line != null && !line.isEmpty(); ) {
        line = lines.readLine();
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
