package org.muster.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * One user's Muster in a home of its own: the commands of the distribution as processes, and the
 * coordinator that they start.
 */
final class Muster {
  private static final Path DISTRIBUTION = Path.of(System.getProperty("muster.dist"));

  /** A first one downloads its software. */
  static final Duration A_LAUNCH = Duration.ofMinutes(10);

  private static final Duration COMMAND_WITHIN = Duration.ofMinutes(2);
  private static final Duration GONE_WITHIN = Duration.ofSeconds(20);
  private static final JsonMapper JSON = new JsonMapper();

  private final Path home;
  private final Path outputs;
  private final Map<String, String> environment = new TreeMap<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private int started;

  /** The folder is the test's: the home is made in it. */
  Muster(Path folder) throws IOException {
    home = folder.resolve("home");
    outputs = Files.createDirectories(folder.resolve("outputs"));
  }

  Path home() {
    return home;
  }

  Muster with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Result run(String... arguments) throws Exception {
    return run(COMMAND_WITHIN, arguments);
  }

  /** Runs a command that must end well. */
  Result succeed(String... arguments) throws Exception {
    return succeedWithin(COMMAND_WITHIN, arguments);
  }

  Result succeedWithin(Duration within, String... arguments) throws Exception {
    Result result = run(within, arguments);
    assertThat(result.exitCode()).withFailMessage(result::toString).isZero();
    return result;
  }

  /** Runs a command with a text on its standard input. */
  Result typing(String text, String... arguments) throws Exception {
    Path typed = Files.writeString(outputs.resolve(started + ".in"), text);
    try (Running running = start(typed, arguments)) {
      return running.end(COMMAND_WITHIN);
    }
  }

  private Result run(Duration within, String... arguments) throws Exception {
    try (Running running = start(arguments)) {
      return running.end(within);
    }
  }

  Running start(String... arguments) throws IOException {
    return start(Path.of("/dev/null"), arguments);
  }

  private Running start(Path input, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    // A background job of a shell ignores SIGINT, and so does all that it starts; a person's does
    // not.
    command.addAll(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    command.add("-Dmuster.dist=" + DISTRIBUTION);
    command.addAll(List.of("-jar", DISTRIBUTION.resolve("lib/muster-coordinator.jar").toString()));
    command.addAll(List.of(arguments));
    Path output = outputs.resolve(started + ".out");
    Path errors = outputs.resolve(started++ + ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .redirectInput(input.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("MUSTER_"));
    builder.environment().put("MUSTER_HOME", home.toString());
    builder.environment().putAll(environment);
    return new Running(List.of(arguments), builder.start(), output, errors);
  }

  JsonNode status(String cluster) throws Exception {
    return api("/clusters/" + cluster + "?steps=true");
  }

  /** The steps of the newest deployment of a cluster, by "node module phase". */
  Map<String, JsonNode> steps(String cluster) throws Exception {
    Map<String, JsonNode> steps = new TreeMap<>();
    status(cluster)
        .at("/deployment/steps")
        .forEach(
            step ->
                steps.put(
                    "%s %s %s"
                        .formatted(
                            step.path("node").asText(),
                            step.path("module").asText(),
                            step.path("phase").asText()),
                    step));
    return steps;
  }

  JsonNode awaitStep(String cluster, String step, String state) throws Exception {
    return Eventually.see(
        "step '%s' to be %s".formatted(step, state),
        COMMAND_WITHIN,
        () -> hasCluster(cluster) ? steps(cluster).get(step) : null,
        seen -> seen != null && seen.path("state").asText().equals(state));
  }

  /** What the journal holds of one type of event, such as {@code node-lost}. */
  List<String> events(String cluster, String type) throws Exception {
    return succeed("events", cluster).output().lines().filter(line -> line.contains(type)).toList();
  }

  JsonNode awaitEnd(String cluster) throws Exception {
    return Eventually.see(
        "the deployment of " + cluster + " to end",
        COMMAND_WITHIN,
        () -> status(cluster).path("deployment"),
        seen -> !seen.path("finishedAt").isMissingNode());
  }

  boolean hasCluster(String cluster) throws Exception {
    return Files.exists(home.resolve("coordinator.json"))
        && StreamSupport.stream(api("/clusters").spliterator(), false)
            .anyMatch(one -> one.path("name").asText().equals(cluster));
  }

  JsonNode api(String path) throws Exception {
    HttpResponse<String> answer = get("/api/v1" + path);
    assertThat(answer.statusCode()).as("GET %s: %s", path, answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  HttpResponse<String> get(String path) throws Exception {
    return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  HttpResponse<String> post(String path, byte[] body) throws Exception {
    HttpRequest.BodyPublisher publisher = HttpRequest.BodyPublishers.ofByteArray(body);
    return http.send(
        request(path).POST(publisher).build(), HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  HttpResponse<String> delete(String path) throws Exception {
    return http.send(request(path).DELETE().build(), HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  private HttpRequest.Builder request(String path) throws IOException {
    String url = coordinator().path("url").asText();
    return HttpRequest.newBuilder(URI.create(url + path))
        .header("Authorization", "Bearer " + Files.readString(home.resolve("token")).strip())
        .timeout(COMMAND_WITHIN);
  }

  /** What the coordinator wrote down when it began to serve. */
  JsonNode coordinator() throws IOException {
    return JSON.readTree(Files.readString(home.resolve("coordinator.json")));
  }

  ProcessHandle coordinatorProcess() throws IOException {
    return ProcessHandle.of(coordinator().path("pid").asLong()).orElseThrow();
  }

  Path cluster(String name) {
    return home.resolve("clusters").resolve(name);
  }

  Path node(String cluster, String node) {
    return cluster(cluster).resolve("nodes").resolve(node);
  }

  /** Whole step directories of a node, as its agent keeps them. */
  Path stepDirectory(String cluster, String node, String keyWithUnderscores) {
    return node(cluster, node).resolve("var/lib/muster/steps").resolve(keyWithUnderscores);
  }

  /** Destroys a cluster and proves that nothing of it is left. */
  void destroy(String cluster) throws Exception {
    succeed("destroy", cluster, "--yes");
    Eventually.see(
        "no process of cluster " + cluster,
        GONE_WITHIN,
        () -> Machine.processesNaming(cluster(cluster)),
        List::isEmpty);
    assertThat(cluster(cluster)).doesNotExist();
    assertThat(hasCluster(cluster)).isFalse();
  }

  /** Removes all clusters, ends the coordinator and proves that no process is left of all this. */
  void end() throws Exception {
    for (String cluster : clusters()) {
      run("destroy", cluster, "--yes");
    }
    run("coordinator", "stop");
    Eventually.see(
        "no process of " + home, GONE_WITHIN, () -> Machine.processesNaming(home), List::isEmpty);
  }

  private List<String> clusters() throws Exception {
    JsonNode clusters = JSON.readTree(succeed("status", "--json").output());
    return StreamSupport.stream(clusters.spliterator(), false)
        .map(cluster -> cluster.path("name").asText())
        .toList();
  }
}
