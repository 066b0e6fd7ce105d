package org.muster.coordinator.provider.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.coordinator.provider.LaunchOrder;
import org.muster.coordinator.provider.Orders;
import org.muster.coordinator.provider.UserData;

/** The program of an image that asks for what we have put into user-data. */
final class MusterJoinTest {
  private static final Path PROGRAM =
      Path.of("..", "image-build", "files", "muster-join").toAbsolutePath();
  private static final LaunchOrder ORDER = Spoken.order(1, Map.of());

  @TempDir private Path node;
  private final Map<String, String> texts = new TreeMap<>();
  private HttpServer metadata;

  @BeforeEach
  void serve() throws IOException {
    metadata = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    metadata.createContext("/latest/", this::answer);
    metadata.start();
    texts.put("meta-data/instance-id", "i-0123456789abcdef0");
    texts.put("meta-data/instance-type", "m6i.large");
  }

  @AfterEach
  void close() {
    metadata.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring("/latest/".length());
      boolean asksForToken = path.equals("api/token") && exchange.getRequestMethod().equals("PUT");
      boolean hasToken =
          "good".equals(exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token"));
      String text = asksForToken ? "good" : texts.get(path);
      int status = asksForToken || hasToken ? 200 : 401;
      byte[] body = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(
          text == null ? 404 : status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Test
  void theLineOfAnInstanceBecomesTheConfigurationOfItsAgent() throws Exception {
    texts.put("user-data", JoinText.of(ORDER, "#!/bin/bash\necho '{'\n"));

    assertThat(join()).isZero();

    JsonNode config = config();
    assertThat(config.path("instance").asText()).isEqualTo("i-0123456789abcdef0");
    assertThat(config.path("instanceType").asText()).isEqualTo("m6i.large");
    assertThat(config.path("token").asText()).isEqualTo(Orders.TOKEN);
    assertThat(config.path("isolation").asText()).isEqualTo("machine");
    assertThat(Files.getPosixFilePermissions(node.resolve("agent.json")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(node).isDirectoryNotContaining(file -> !file.endsWith("agent.json"));
  }

  @Test
  void joinDataMayAlsoBeAllThatThereIs() throws Exception {
    UserData whole = new UserData(ORDER.cluster(), ORDER.launch(), ORDER.join());
    texts.put("user-data", whole.json(Map.of("instance", "machine-7")));

    assertThat(join()).isZero();

    assertThat(config().path("instance").asText()).isEqualTo("machine-7");
    assertThat(config().path("token").asText()).isEqualTo(Orders.TOKEN);
  }

  @Test
  void userDataOfSomebodyElseIsRefused() throws Exception {
    texts.put("user-data", "#!/bin/bash\ntrue\n");

    assertThat(join()).isEqualTo(1);

    assertThat(node).isEmptyDirectory();
  }

  @Test
  void whatIsThereAlreadyIsLeftAlone() throws Exception {
    Files.writeString(node.resolve("agent.json"), "{}");

    assertThat(join()).isZero();

    assertThat(node.resolve("agent.json")).hasContent("{}");
  }

  private int join() throws IOException, InterruptedException {
    ProcessBuilder program = new ProcessBuilder("bash", PROGRAM.toString());
    program.environment().put("MUSTER_NODE_DIR", node.toString());
    program
        .environment()
        .put(
            "AWS_EC2_METADATA_SERVICE_ENDPOINT",
            "http://127.0.0.1:" + metadata.getAddress().getPort());
    Process running =
        program.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    assertThat(running.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return running.exitValue();
  }

  private JsonNode config() throws IOException {
    return JsonMapper.builder().build().readTree(node.resolve("agent.json").toFile());
  }
}
