package org.muster.coordinator.provider.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.coordinator.provider.Orders.MASTER;
import static org.muster.coordinator.provider.Orders.WORKER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.muster.coordinator.provider.Orders;
import org.muster.coordinator.provider.PrivateFile;

@Timeout(60)
final class LocalSupervisionTest {
  @TempDir private Path folder;
  private LocalWorld world;
  private LocalProvider provider;

  @BeforeEach
  void open() throws IOException {
    world = new LocalWorld(folder);
    provider = world.open();
  }

  @AfterEach
  void endEverything() {
    world.close();
  }

  @Test
  void aDeadAgentIsStartedAgain() {
    provider.launch(Orders.launch(1, "l1", 0));
    world.kill(world.agent(MASTER, 0));
    world.pass(Duration.ofMinutes(10));

    provider.supervise();

    assertThat(world.isAlive(world.agent(MASTER, 1))).isTrue();
  }

  @Test
  void anAgentThatKeepsDyingIsStartedLessAndLessOften() {
    provider.launch(Orders.launch(1, "l1", 0));
    int started = 1;
    for (int second = 0; second < 60; second++) {
      world.kill(world.agent(MASTER, started - 1));
      world.pass(Duration.ofSeconds(1));
      provider.supervise();
      started += world.processes().size();
    }

    assertThat(started).isBetween(5, 7);
  }

  @Test
  void anAgentThatLivesIsLeftAlone() {
    provider.launch(Orders.launch(1, "l1", 0));
    long agent = world.agent(MASTER, 0);
    world.pass(Duration.ofHours(1));

    provider.supervise();

    assertThat(world.starts(MASTER)).hasSize(1);
    assertThat(world.isAlive(agent)).isTrue();
  }

  @Test
  void anAgentThatNobodyWroteDownIsFoundAndNotStartedTwice() throws IOException {
    provider.launch(Orders.launch(1, "l1", 0));
    long agent = world.agent(MASTER, 0);
    Files.delete(world.node(MASTER).agentPid());

    world.open().supervise();

    String written = PrivateFile.read(world.node(MASTER).agentPid()).orElseThrow();
    assertThat(world.starts(MASTER)).hasSize(1);
    assertThat(AgentRecord.parse(written).pid()).isEqualTo(agent);
  }

  @Test
  void aNodeThatIsStoppedStaysStopped() {
    provider.stop(Orders.life(1), provider.launch(Orders.launch(1, "l1", 1)).values());
    world.pass(Duration.ofHours(1));

    provider.supervise();

    assertThat(world.processes()).isEmpty();
  }

  @Test
  void aMachineThatWasBootedBootsItsNodes() throws IOException {
    provider.launch(Orders.launch(1, "l1", 0));
    long before = world.agent(MASTER, 0);
    AgentRecord ofEarlierBoot = new AgentRecord(before, 1, "an earlier boot of the kernel");
    world.kill(before);
    PrivateFile.replace(world.node(MASTER).agentPid(), ofEarlierBoot.json());

    world.open().supervise();

    assertThat(world.isAlive(world.agent(MASTER, 1))).isTrue();
    assertThat(world.record(MASTER).boot()).isEqualTo(2);
    assertThat(PrivateFile.read(world.node(MASTER).config()).orElseThrow())
        .contains("local-demo-1-master-1-boot-2");
  }

  @Test
  void anAgentMayBeMadeToStartLate() {
    provider.launch(Orders.launch(1, "l1", 1, Map.of("start_delay.worker-1", "20")));
    long punctual = world.agent(MASTER, 0);

    world.pass(Duration.ofSeconds(19));
    provider.supervise();
    assertThat(world.processes()).extracting(NodeProcess::pid).containsOnly(punctual);

    world.pass(Duration.ofSeconds(1));
    world.open().supervise();
    assertThat(world.isAlive(world.agent(WORKER, 0))).isTrue();
  }
}
