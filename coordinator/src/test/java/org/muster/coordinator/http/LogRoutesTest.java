package org.muster.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.muster.protocol.Phase;

/** What travels as bytes: logs down, archives up, and the pages that are no API. */
final class LogRoutesTest {
  private static final String STEP = "demo/d1/worker-1/spark/setup/1";

  private final HttpClient http = HttpClient.newHttpClient();
  private ServerForTest server;

  @BeforeEach
  void start() {
    server = new ServerForTest(200_000);
    server.clusters().log(Views.key("worker-1", "spark", Phase.SETUP), "0123456789");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aLogComesInPiecesByOffset() throws Exception {
    HttpResponse<String> first = get("/clusters/demo/logs?max=4&step=" + STEP);
    HttpResponse<String> rest = get("/clusters/demo/logs?offset=4&step=" + STEP);

    assertThat(first.body()).isEqualTo("0123");
    assertThat(first.headers().firstValue("muster-log-offset")).contains("0");
    assertThat(first.headers().firstValue("muster-log-complete")).contains("false");
    assertThat(rest.body()).isEqualTo("456789");
    assertThat(rest.headers().firstValue("muster-log-offset")).contains("4");
    assertThat(rest.headers().firstValue("muster-log-complete")).contains("true");
  }

  @Test
  void aStepOfAnotherClusterIsNotFound() throws Exception {
    assertThat(get("/clusters/other/logs?step=" + STEP).statusCode()).isEqualTo(404);
  }

  @Test
  void aStepThatIsNoKeyIsToldWhatAKeyIs() throws Exception {
    HttpResponse<String> answer = get("/clusters/demo/logs?step=spark");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("cluster/deployment/node/module/phase/attempt");
  }

  @Test
  void anArchiveIsKeptAndItsFileIsRemoved() throws Exception {
    HttpResponse<String> answer = upload(150_000);

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body()).isEqualTo("{\"tree\":\"" + "0123abcd".repeat(8) + "\"}");
    assertThat(server.uploads()).containsExactly(150_000);
    assertThat(Files.exists(server.uploadedFiles().get(0))).isFalse();
  }

  @Test
  void anArchiveThatIsTooLargeIsRefusedBeforeItIsRead() throws Exception {
    HttpResponse<String> answer = upload(200_001);

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(server.uploads()).isEmpty();
  }

  @Test
  void anArchiveOfUnknownLengthIsCutAtTheLimit() throws Exception {
    byte[] content = new byte[150_000];
    HttpRequest request =
        request("/trees")
            .POST(
                BodyPublishers.concat(
                    BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content)),
                    BodyPublishers.ofByteArray(content)))
            .build();

    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(server.uploads()).isEmpty();
  }

  @Test
  void modulesAreListed() throws Exception {
    HttpResponse<String> answer = get("/modules");

    assertThat(answer.body())
        .contains("\"name\":\"hello\"", "\"version\":\"1.2\"", "\"summary\":\"Says hello\"");
  }

  @Test
  void aShutdownIsAnsweredAndThenDone() throws Exception {
    HttpResponse<String> answer =
        http.send(
            request("/shutdown").POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(202);
    while (server.shutdowns().isEmpty()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void metricsCountRequestsByRouteAndNeverByName() throws Exception {
    get("/clusters/some-name");

    HttpResponse<String> metrics = get("/metrics");

    assertThat(metrics.body())
        .contains("muster_http_requests_seconds_count")
        .contains("route=\"/api/v1/clusters/{name}\",status=\"404\"")
        .doesNotContain("some-name");
  }

  @Test
  void theDashboardLoadsNothingFromElsewhere() throws Exception {
    HttpResponse<String> page =
        http.send(
            HttpRequest.newBuilder(server.url().resolve("/")).build(), BodyHandlers.ofString());

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-security-policy").orElse(""))
        .contains("default-src 'none'");
    assertThat(page.body()).doesNotContain("https://").doesNotContain("http://");
  }

  private HttpResponse<String> upload(int bytes) throws Exception {
    HttpRequest request =
        request("/trees").POST(BodyPublishers.ofByteArray(new byte[bytes])).build();
    return http.send(request, BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.url().resolve("/api/v1" + path))
        .header("Authorization", "Bearer " + ServerForTest.TOKEN);
  }
}
