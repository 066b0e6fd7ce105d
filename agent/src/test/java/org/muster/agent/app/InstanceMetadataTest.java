package org.muster.agent.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.muster.error.MusterException;

/** Against a metadata service that speaks its second version only. */
final class InstanceMetadataTest {
  private final List<Duration> pauses = new ArrayList<>();
  private HttpServer server;
  private int failures;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theDocumentIsReadWithAToken() {
    assertThat(metadata().identityDocument()).isEqualTo("MIIB\nAgID");
    assertThat(pauses).isEmpty();
  }

  @Test
  void aServiceThatIsNotUpYetIsWaitedFor() {
    failures = 2;

    assertThat(metadata().identityDocument()).isEqualTo("MIIB\nAgID");
    assertThat(pauses).hasSize(2);
  }

  @Test
  void oneThatNeverAnswersIsNamedWithTheWayOut() {
    failures = 100;

    assertThatThrownBy(() -> metadata().identityDocument())
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("503")
        .hasMessageContaining("identity: token");
  }

  @Test
  void theVariableOfTheSdksNamesAnother() {
    assertThat(InstanceMetadata.address(Map.of())).isEqualTo(InstanceMetadata.USUAL);
    assertThat(
            InstanceMetadata.address(
                Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:81/")))
        .isEqualTo(URI.create("http://127.0.0.1:81"));
  }

  private InstanceMetadata metadata() {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new InstanceMetadata(address, pauses::add);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      if (failures > 0) {
        failures--;
        exchange.sendResponseHeaders(503, -1);
      } else if (asked.equals("PUT /latest/api/token")
          && exchange.getRequestHeaders().containsKey("X-aws-ec2-metadata-token-ttl-seconds")) {
        say(exchange, "a-token");
      } else if (asked.equals("GET /latest/dynamic/instance-identity/rsa2048")
          && "a-token".equals(exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token"))) {
        say(exchange, "MIIB\nAgID\n");
      } else {
        exchange.sendResponseHeaders(401, -1);
      }
    }
  }

  private static void say(HttpExchange exchange, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.US_ASCII);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }
}
