package org.muster.coordinator.provider.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.muster.coordinator.provider.Orders.DEMO;
import static org.muster.coordinator.provider.Orders.MASTER;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.muster.coordinator.provider.Orders;
import org.muster.crash.CrashPoints;
import org.muster.time.Pause;

/** Runs where the agent was built before. */
@Timeout(60)
final class RealAgentTest {
  private static final Path JAR = Path.of("../agent/target/muster-agent.jar");

  @TempDir private Path home;

  @Test
  void theAgentTakesWhatItIsTold() throws IOException {
    assumeTrue(Files.exists(JAR));
    LocalSettings settings =
        new LocalSettings(
            home,
            JAR,
            Optional.empty(),
            home.resolve("store"),
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            Path.of(System.getProperty("java.home")),
            CrashPoints.off());
    ProcessNodes nodes = new ProcessNodes(settings, Pause.real());
    LocalProvider provider =
        new LocalProvider(
            settings.home(), Map.of("process", nodes), () -> Instant.EPOCH, CrashPoints.off());
    NodePlace node = new ClusterPlace(home.toRealPath(), DEMO).node(MASTER);

    provider.launch(Orders.launch(1, "l1", 0));
    try {
      Path key = node.state().resolve("identity/key.pem");
      LocalWorld.until(() -> Files.exists(key) || isOver(node));
      assertThat(Files.readString(node.agentLog())).doesNotContain("is not valid", "usage:");
      assertThat(key).exists();
    } finally {
      provider.forget(Orders.life(1));
    }
    assertThat(node.root()).doesNotExist();
  }

  private static boolean isOver(NodePlace node) {
    try {
      AgentRecord agent = AgentRecord.parse(Files.readString(node.agentPid()));
      return !new ProcessTable(Path.of("/proc")).isAlive(agent);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
