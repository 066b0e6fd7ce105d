package org.muster.benchmarks.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Follows the events of the cluster, as the command line does, over every restart. */
final class Feed {
  private static final Set<String> READ = Set.of("deployment-ended", "node-lost", "node-back");

  private final CoordinatorProcess coordinator;
  private final String cluster;
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final Map<String, Long> seenAt = new ConcurrentHashMap<>();
  private final Map<String, String> outcomes = new ConcurrentHashMap<>();
  private volatile long last;

  Feed(CoordinatorProcess coordinator, String cluster) {
    this.coordinator = coordinator;
    this.cluster = cluster;
  }

  void begin() {
    Thread reader = new Thread(this::follow, "events");
    reader.setDaemon(true);
    reader.start();
  }

  long count(String type) {
    LongAdder count = counts.get(type);
    return count == null ? 0 : count.sum();
  }

  /** When an event came that names this node or deployment; 0 before. */
  long seenAt(String type, String name) {
    return seenAt.getOrDefault(type + " " + name, 0L);
  }

  /** Waits for the end of a deployment. Returns when it came, or fails unless it succeeded. */
  long ended(String deployment, Duration within) {
    Patience.until(
        within, "deployment " + deployment, () -> seenAt("deployment-ended", deployment) > 0);
    String outcome = outcomes.get(deployment);
    if (!outcome.equals("succeeded")) {
      throw new IllegalStateException("deployment %s: %s".formatted(deployment, outcome));
    }
    return seenAt("deployment-ended", deployment);
  }

  private void follow() {
    while (true) {
      try {
        read();
      } catch (IOException | RuntimeException e) {
        // The coordinator was killed, and comes back.
        Patience.rest(Duration.ofMillis(100));
      }
    }
  }

  private void read() throws IOException {
    URI address =
        URI.create(
            "%s/api/v1/clusters/%s/events?after=%d".formatted(coordinator.url(), cluster, last));
    HttpURLConnection call = (HttpURLConnection) address.toURL().openConnection();
    call.setRequestProperty("Authorization", "Bearer " + coordinator.token());
    call.setRequestProperty("Accept", "text/event-stream");
    call.setReadTimeout((int) TimeUnit.SECONDS.toMillis(60));
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(call.getInputStream(), StandardCharsets.UTF_8))) {
      long id = 0;
      String type = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = Long.parseLong(line.substring(4));
        } else if (line.startsWith("event: ")) {
          type = line.substring(7);
        } else if (line.startsWith("data: ") && id > last) {
          seen(type, line.substring(6));
          last = id;
        }
      }
    }
  }

  private void seen(String type, String data) throws IOException {
    if (READ.contains(type)) {
      JsonNode body = JsonMapper.builder().build().readTree(data).get("body");
      String name = body.path("deployment").asText(body.path("node").asText());
      if (type.equals("deployment-ended")) {
        outcomes.put(name, body.path("outcome").asText() + body.path("reason").asText());
      }
      seenAt.put(type + " " + name, System.nanoTime());
    }
    counts.computeIfAbsent(type, unknown -> new LongAdder()).increment();
  }
}
