package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** A machine of another network joins a static cluster with what it is told, and nothing else. */
@EnabledIfEnvironmentVariable(
    named = "MUSTER_PRIVILEGED_TESTS",
    matches = "1",
    disabledReason =
        "it makes network name spaces, which needs root: set MUSTER_PRIVILEGED_TESTS=1")
final class StaticNodesIT {
  private static final Path MODULES =
      Path.of("src/test/resources/modules/scripts").toAbsolutePath();
  private static final Duration A_WHILE = Duration.ofMinutes(3);
  private static final String OURS = "10.213.7.1";
  private static final String THEIRS = "10.213.7.2";
  private static final String SPACE = "muster-static";

  @TempDir private Path temp;
  private Muster muster;
  private StaticAgents agents;

  @BeforeEach
  void makeAnotherNetwork() throws Exception {
    muster = new Muster(temp);
    agents = new StaticAgents(temp, "ip", "netns", "exec", SPACE);
    sh("ip", "netns", "add", SPACE);
    sh("ip", "link", "add", "mst0", "type", "veth", "peer", "name", "mst1", "netns", SPACE);
    sh("ip", "addr", "add", OURS + "/24", "dev", "mst0");
    sh("ip", "link", "set", "mst0", "up");
    sh("ip", "-n", SPACE, "addr", "add", THEIRS + "/24", "dev", "mst1");
    sh("ip", "-n", SPACE, "link", "set", "mst1", "up");
    sh("ip", "-n", SPACE, "link", "set", "lo", "up");
  }

  @AfterEach
  void end() throws Exception {
    agents.end();
    muster.end();
    sh("ip", "netns", "del", SPACE);
  }

  @Test
  void aMachineElsewhereJoinsWithTheJoinDataRunsAModuleAndIsLetGo() throws Exception {
    Files.createDirectories(muster.home());
    Files.writeString(
        muster.home().resolve("coordinator.yaml"),
        "agents: { listen: '%s:0', advertise: ['%s'] }\n".formatted(OURS, OURS));
    Path spec = Clusters.of(temp, "quick").workers(1).line("provider: { kind: static }").write();
    Path told = temp.resolve("agent.json");

    try (Running launch =
        muster.start("launch", "lab", "-f", spec.toString(), "--module-path", MODULES.toString())) {
      Eventually.see(
          "somebody to say what is waited for",
          A_WHILE,
          () -> muster.run("status", "lab").all() + launch.saidSoFar(),
          text -> text.contains("give a machine what 'muster join-data lab' prints"));
      muster.succeed("join-data", "lab", "--output", told.toString());
      assertIsForItsOwnerAloneAndNamesNoMachine(told);

      JsonNode data = StaticAgents.read(told);
      agents.start(data, "", Map.of());
      agents.start(data, "the-second", Map.of());

      Result end = launch.end(A_WHILE);
      assertThat(end.exitCode()).withFailMessage(end::toString).isZero();
    }
    List<String> instances = new ArrayList<>();
    for (JsonNode node : muster.status("lab").path("nodes")) {
      assertThat(node.path("address").asText()).isEqualTo(THEIRS);
      instances.add(node.path("instance").asText());
    }
    assertThat(instances)
        .hasSize(2)
        .contains("the-second")
        .anyMatch(instance -> instance.matches("machine-[0-9a-f]{16}"));
    assertThat(muster.succeed("run", "lab", "--", "ip", "-o", "-4", "addr").output())
        .contains(THEIRS)
        .doesNotContain(OURS);

    muster.succeed("destroy", "lab", "--yes");

    assertThat(muster.home().resolve("clusters/lab")).doesNotExist();
    Eventually.see(
        "the machine to be told",
        A_WHILE,
        () -> Files.readString(agents.log("the-second")),
        text -> text.contains("cluster 'lab' is not there any more"));
    assertThat(agents.all()).as("machines of somebody else's").allMatch(Process::isAlive);
  }

  private static void assertIsForItsOwnerAloneAndNamesNoMachine(Path told) throws Exception {
    assertThat(Files.getPosixFilePermissions(told))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    JsonNode data = StaticAgents.read(told);
    assertThat(data.has("instance")).isFalse();
    assertThat(data.path("coordinators").path(0).asText()).startsWith("wss://" + OURS + ":");
  }

  private void sh(String... command) throws Exception {
    Path output = temp.resolve("sh.log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue())
        .as("%s: %s", List.of(command), Files.readString(output))
        .isZero();
  }
}
