package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A home in which launches of two nodes follow each other, each with one process that ends at once
 * somewhere. Does for the coordinator what the next command of a user would do: starts it again.
 */
final class CrashLab {
  private static final List<String> NODES = List.of("master-1", "worker-1");
  private static final Duration A_RUN = Duration.ofSeconds(90);
  private static final Duration GONE_WITHIN = Duration.ofSeconds(30);
  private static final JsonMapper JSON = new JsonMapper();
  private static final String SPENT = "spent";

  private final Path folder;
  private final Muster muster;
  private final Path points;
  private String tree = "";
  private int runs;

  CrashLab(Path folder) throws Exception {
    this.folder = folder;
    muster = new Muster(folder);
    points = Files.createDirectories(muster.home().resolve("crash-points"));
    for (String process : processes()) {
      order(process, "nobody");
    }
    muster.succeed("coordinator", "start");
  }

  /** All that may crash, by the names of their files. */
  static List<String> processes() {
    return List.of("coordinator", "master-1", "master-1.runner", "worker-1", "worker-1.runner");
  }

  Muster muster() {
    return muster;
  }

  void end() throws Exception {
    muster.end();
  }

  /** Launches, lets it end, and destroys; nobody crashes. The answer counts passages by place. */
  Map<String, Map<String, Integer>> recorded() throws Exception {
    String cluster = begin();
    launch(cluster);
    awaitEnd(cluster);
    destroy(cluster);
    Map<String, Map<String, Integer>> counts = new TreeMap<>();
    for (String process : processes()) {
      Map<String, Integer> passed = new TreeMap<>();
      for (String place : Files.readAllLines(passedFile(process))) {
        passed.merge(place, 1, Integer::sum);
      }
      counts.put(process, passed);
    }
    return counts;
  }

  /** What a launch with a crash came to. */
  record Outcome(boolean isSpent, JsonNode view, List<String> lines) {}

  /** The same launch, but the process ends at once where the crash says. */
  Outcome run(Crash crash) throws Exception {
    String cluster = begin();
    order(
        crash.process(),
        "%s %s %s %d".formatted(cluster, crash.moment(), crash.point(), crash.passage()));
    launch(cluster);
    awaitEnd(cluster);
    JsonNode view = asked("/clusters/" + cluster + "?steps=true");
    destroy(cluster);
    boolean isSpent = Files.readString(points.resolve(crash.process())).startsWith(SPENT);
    return new Outcome(isSpent, view, lines(cluster));
  }

  private String begin() throws IOException {
    String cluster = "c" + ++runs;
    for (String process : processes()) {
      order(process, cluster);
      Files.deleteIfExists(passedFile(process));
    }
    return cluster;
  }

  private Path passedFile(String process) {
    return points.resolve(process + ".passed");
  }

  private void order(String process, String line) throws IOException {
    Path next = points.resolve(process + ".order");
    Files.writeString(next, line + "\n");
    Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-------"));
    Files.move(
        next,
        points.resolve(process),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Repeats what a coordinator did not answer, unless it had understood. */
  private void launch(String cluster) throws Exception {
    Eventually.see(
        "cluster " + cluster + " to be there",
        A_RUN,
        () -> {
          try {
            upload();
            if (muster.get("/api/v1/clusters/" + cluster).statusCode() == 404) {
              HttpResponse<String> answer = muster.post("/api/v1/clusters", wish(cluster));
              assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            }
            return true;
          } catch (IOException e) {
            startAgain();
            return false;
          }
        },
        done -> done);
  }

  private byte[] wish(String cluster) throws IOException {
    return JSON.writeValueAsBytes(
        Map.of(
            "name", cluster,
            "workers", 1,
            "modules", List.of("lined"),
            "moduleTrees", Map.of("lined", tree),
            "variables", Map.of("LINES_FILE", linesFile(cluster).toString())));
  }

  private void upload() throws Exception {
    Path module = Path.of("src/test/resources/modules/crash/lined").toAbsolutePath();
    Path tar = folder.resolve("lined.tar");
    Process packing =
        new ProcessBuilder("tar", "-cf", tar.toString(), "-C", module.toString(), ".")
            .inheritIO()
            .start();
    assertThat(packing.waitFor()).isZero();
    HttpResponse<String> answer = muster.post("/api/v1/trees", Files.readAllBytes(tar));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    tree = JSON.readTree(answer.body()).path("tree").asText();
  }

  private void awaitEnd(String cluster) {
    Eventually.see(
        "the deployment of " + cluster + " to end",
        A_RUN,
        () -> asked("/clusters/" + cluster + "?steps=true"),
        view -> !view.at("/deployment/finishedAt").isMissingNode());
  }

  private void destroy(String cluster) {
    Eventually.see(
        "cluster " + cluster + " to be gone",
        GONE_WITHIN,
        () -> {
          try {
            int status = muster.delete("/api/v1/clusters/" + cluster).statusCode();
            return status == 404;
          } catch (IOException e) {
            startAgain();
            return false;
          }
        },
        gone -> gone);
    assertThat(Machine.processesNaming(muster.cluster(cluster))).as("left of a cluster").isEmpty();
    assertThat(muster.cluster(cluster)).doesNotExist();
  }

  /** The answer; nothing yet from a coordinator that has just ended. */
  private JsonNode asked(String path) throws Exception {
    try {
      return muster.api(path);
    } catch (IOException e) {
      startAgain();
      return JSON.createObjectNode();
    }
  }

  private void startAgain() throws Exception {
    muster.succeed("coordinator", "start");
  }

  private Path linesFile(String cluster) {
    return folder.resolve(cluster + ".lines");
  }

  private List<String> lines(String cluster) throws IOException {
    Path file = linesFile(cluster);
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  /** Every step of the launch, as scripts name themselves. */
  static List<String> steps() {
    return NODES.stream()
        .flatMap(
            node ->
                List.of("init", "setup", "test", "run").stream().map(phase -> node + " " + phase))
        .toList();
  }
}
