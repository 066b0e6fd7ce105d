package org.muster.benchmarks.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The coordinator's API, as far as a swarm needs it. */
final class Api {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final CoordinatorProcess coordinator;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> trees = new LinkedHashMap<>();

  Api(CoordinatorProcess coordinator) {
    this.coordinator = coordinator;
  }

  /** Uploads a module whose scripts are empty. */
  void upload(String module, List<String> phases) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      add(tar, "module.yaml", "name: %s\nsummary: Does nothing\n".formatted(module));
      for (String phase : phases) {
        add(tar, phase + ".sh", ":\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JsonNode kept = call("POST", "/trees", "application/x-tar", bytes.toByteArray());
    trees.put(module, kept.get("tree").asText());
  }

  private static void add(TarArchiveOutputStream tar, String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  String launch(String cluster, int agents, String module) {
    String yaml =
        """
        name: %s
        provider: { kind: static }
        groups:
          - { role: master, count: 1 }
          - { role: worker, count: %d }
        modules: [%s]
        """
            .formatted(cluster, agents - 1, module);
    return begun(post("/clusters", Map.of("name", cluster, "yaml", yaml, "moduleTrees", trees)));
  }

  String deploy(String cluster, List<String> modules, List<String> phases) {
    return begun(
        post(
            "/clusters/%s/deployments".formatted(cluster),
            Map.of("modules", modules, "phases", phases, "moduleTrees", trees, "isForced", true)));
  }

  String command(String cluster, String node) {
    return begun(
        post(
            "/clusters/%s/commands".formatted(cluster),
            Map.of("arguments", List.of("true"), "node", node)));
  }

  byte[] get(String path) {
    return send(request(path).GET().build());
  }

  private JsonNode post(String path, Object body) {
    try {
      return call("POST", path, "application/json", JSON.writeValueAsBytes(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String begun(JsonNode answer) {
    return answer.get("deployment").asText();
  }

  private JsonNode call(String method, String path, String type, byte[] body) {
    HttpRequest request =
        request(path)
            .header("Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      return JSON.readTree(send(request));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(coordinator.url() + "/api/v1" + path))
        .timeout(Duration.ofMinutes(2))
        .header("Authorization", "Bearer " + coordinator.token());
  }

  private byte[] send(HttpRequest request) {
    try {
      HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(
            "%s: %d %s"
                .formatted(
                    request.uri(),
                    answer.statusCode(),
                    new String(answer.body(), StandardCharsets.UTF_8)));
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException("calling " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
