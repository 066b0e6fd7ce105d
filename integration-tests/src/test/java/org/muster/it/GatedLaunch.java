package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A launch of three nodes whose scripts write down each time that they run, and whose setup waits
 * until the test opens the gate.
 */
final class GatedLaunch {
  static final String CLUSTER = "phoenix";
  static final List<String> NODES = List.of("master-1", "worker-1", "worker-2");
  static final Duration A_WHILE = Duration.ofMinutes(2);

  private static final String MODULES =
      Path.of("src/test/resources/modules/lives").toAbsolutePath().toString();

  private final Muster muster;
  private final Path folder;
  private final Path gates;

  GatedLaunch(Muster muster, Path folder) throws Exception {
    this.muster = muster;
    this.folder = folder;
    gates = Files.createDirectory(folder.resolve("gates"));
  }

  /** The launch has come to the gate on all nodes. */
  Running begin() throws Exception {
    Running launch = muster.start(command(Clusters.of(folder, "gated").write()));
    for (String node : NODES) {
      muster.awaitStep(CLUSTER, node + " gated setup", "running");
    }
    Eventually.see("all setups to have begun", A_WHILE, this::ran, lines -> lines.size() == 6);
    return launch;
  }

  String[] command(Path spec) {
    return new String[] {
      "launch", CLUSTER, "-f", spec.toString(), "--module-path", MODULES, "--set", "GATES=" + gates
    };
  }

  void open() throws Exception {
    Files.createFile(gates.resolve("open"));
  }

  /** What scripts wrote down, one line each time that one ran. */
  List<String> ran() throws Exception {
    Path file = gates.resolve("ran");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  void assertEndsWellWithEveryStepRunOnce() throws Exception {
    JsonNode deployment = muster.awaitEnd(CLUSTER);
    assertThat(deployment.path("state").asText()).as("%s", deployment).isEqualTo("succeeded");
    List<String> wanted = new ArrayList<>();
    for (String node : NODES) {
      for (String what : List.of("init", "setup", "after-the-gate", "test", "run")) {
        wanted.add(node + " " + what);
      }
    }
    assertThat(ran()).containsExactlyInAnyOrderElementsOf(wanted);
  }

  Machine.Found agent(String node) {
    return Eventually.see(
            "an agent of " + node,
            A_WHILE,
            () ->
                Machine.processesNaming(muster.node(CLUSTER, node)).stream()
                    .filter(found -> found.command().contains("muster-agent.jar"))
                    .toList(),
            agents -> !agents.isEmpty())
        .get(0);
  }

  List<String> events(String type) throws Exception {
    return muster.events(CLUSTER, type);
  }

  /** How the cluster sees a node: joined, late, lost … */
  String node(String node) throws Exception {
    for (JsonNode one : muster.status(CLUSTER).path("nodes")) {
      if (one.path("node").asText().equals(node)) {
        return one.path("state").asText();
      }
    }
    return "";
  }
}
