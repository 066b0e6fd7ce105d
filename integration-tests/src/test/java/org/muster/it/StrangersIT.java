package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real agents that ask to be let into a cluster that does not expect them. */
@Tag("nightly")
final class StrangersIT {
  private static final Path MODULES =
      Path.of("src/test/resources/modules/scripts").toAbsolutePath();
  private static final Path AGENT =
      Path.of(System.getProperty("muster.dist"), "agent", "muster-agent.jar");
  private static final Duration A_WHILE = Duration.ofMinutes(1);
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private static Path temp;
  private static Muster muster;

  @TempDir private Path folder;

  @BeforeAll
  static void launch() throws Exception {
    muster = new Muster(temp);
    String spec = Clusters.of(temp, "quick").workers(1).write().toString();
    muster.succeed("launch", "closed", "-f", spec, "--module-path", MODULES.toString());
  }

  @AfterAll
  static void end() throws Exception {
    muster.destroy("closed");
    muster.end();
  }

  @Test
  void oneWithAWrongTokenIsRefused() throws Exception {
    ObjectNode told = whatWorker1WasTold();
    told.put("token", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    told.put("instance", "stranger");

    assertRefused(told, "the node does not hold the join token of its launch");
    assertThat(muster.succeed("status", "closed").output())
        .as("who does not hold a token raises no alarm in the cluster")
        .doesNotContain("stranger");
  }

  @Test
  void oneWithAUsedUpTokenIsRefused() throws Exception {
    ObjectNode told = whatWorker1WasTold();
    told.put("instance", "one-too-many");

    String reason = "its token is used up: launch 'l1' has no place left for it";
    assertRefused(told, reason);
    assertAlarm("one-too-many", reason);
  }

  @Test
  void oneThatSaysItIsAnInstanceThatHasJoinedIsRefused() throws Exception {
    ObjectNode told = whatWorker1WasTold();

    String reason = "it has joined before as worker-1 with another key";
    assertRefused(told, reason);
    assertAlarm(told.path("instance").asText(), reason);
  }

  private void assertRefused(ObjectNode told, String reason) throws Exception {
    String root = Files.createDirectories(folder.resolve("node")).toString();
    told.put("root", root);
    told.put("state", root + "/state");
    Path config = folder.resolve("agent.json");
    Files.writeString(config, told.toString());
    Path output = folder.resolve("agent.log");
    Process agent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                AGENT.toString(),
                "--config",
                config.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      Eventually.see(
          "the agent to be refused",
          A_WHILE,
          () -> Files.readString(output),
          text -> text.contains("does not let this node in: " + reason));
    } finally {
      agent.destroyForcibly().waitFor();
    }
    assertThat(muster.succeed("status", "closed").output())
        .contains("running on local, 2 of 2 nodes");
  }

  private static void assertAlarm(String instance, String reason) throws Exception {
    assertThat(muster.succeed("status", "closed").output())
        .contains("alarm: %s was not let in: %s".formatted(instance, reason));
  }

  private static ObjectNode whatWorker1WasTold() throws IOException {
    Path config = muster.node("closed", "worker-1").resolve("var/lib/muster/agent.json");
    assertThat(Files.getPosixFilePermissions(config)).as("who may read a token").hasSize(2);
    return (ObjectNode) JSON.readTree(Files.readString(config));
  }
}
