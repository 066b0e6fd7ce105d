package org.muster.coordinator.provider.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.muster.coordinator.provider.Orders.MASTER;
import static org.muster.coordinator.provider.Orders.WORKER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.muster.coordinator.provider.InstanceState;
import org.muster.coordinator.provider.Orders;
import org.muster.coordinator.provider.Provider;
import org.muster.coordinator.provider.ProviderContract;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.NodeId;

@Timeout(60)
final class LocalProviderTest extends ProviderContract {
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

  @Override
  protected Provider provider() {
    return provider;
  }

  @Test
  void aNodeIsToldWhatItIs() throws IOException {
    provider.launch(Orders.launch(1, "l1", 2));

    JsonNode config = config(WORKER);
    Path root = world.node(WORKER).root();
    assertThat(config.path("instance").asText()).isEqualTo("local-demo-1-worker-1");
    assertThat(config.path("root").asText()).isEqualTo(root.toString());
    assertThat(config.path("state").asText()).isEqualTo(root + "/var/lib/muster");
    assertThat(config.path("address").asText())
        .isEqualTo(world.cluster().block().orElseThrow() + ".2");
    assertThat(config.path("portOffset").asInt()).isEqualTo(2);
    assertThat(config.path("memoryMb").asInt()).isEqualTo(1024);
    assertThat(config.path("cores").asInt()).isEqualTo(1);
    assertThat(config.path("isolation").asText()).isEqualTo("process");
    assertThat(config.path("dataDirs").path(0).asText()).isEqualTo(root + "/mnt");
    assertThat(config.path("token").asText()).isEqualTo(Orders.TOKEN);
    assertThat(config.path("sharedStore").asText()).isEqualTo(world.settings().store().toString());
  }

  @Test
  void theTokenIsForTheOwnerAlone() throws IOException {
    provider.launch(Orders.launch(1, "l1", 0));

    assertThat(Files.getPosixFilePermissions(world.node(MASTER).config()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(world.cluster().directory()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void anAgentGetsASmallMachineAndACleanEnvironment() throws IOException {
    Files.createFile(world.settings().agentJar().resolveSibling("muster-agent.options"));
    provider.launch(Orders.launch(1, "l1", 0));

    long agent = world.agent(MASTER, 0);
    assertThat(world.starts(MASTER).get(0))
        .contains(" @muster-agent.options ", " -XX:SharedArchiveFile=agent.jsa ")
        .endsWith("-jar agent.jar --config %s".formatted(world.node(MASTER).config()));
    assertThat(Path.of("/proc", String.valueOf(agent), "cwd").toRealPath())
        .isEqualTo(world.settings().agentJar().getParent());
    assertThat(environment(agent))
        .containsEntry("MUSTER_NODE_DIR", world.node(MASTER).state().toString())
        .containsOnlyKeys("PATH", "HOME", "LANG", "JAVA_HOME", "MUSTER_NODE_DIR");
  }

  @Test
  void launchedAgainAnAgentIsNotStartedTwice() {
    provider.launch(Orders.launch(1, "l1", 1));
    long agent = world.agent(WORKER, 0);

    world.open().launch(Orders.launch(1, "l1", 1));

    assertThat(world.starts(WORKER)).hasSize(1);
    assertThat(world.isAlive(agent)).isTrue();
  }

  @Test
  void anotherLaunchCannotTakeANode() {
    provider.launch(Orders.launch(1, "l1", 1));

    assertThatThrownBy(() -> provider.launch(Orders.launch(1, "l2", 1)))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("'l1'")
        .extracting(e -> ((MusterException) e).code())
        .isEqualTo(ErrorCode.CONFLICT);
  }

  @Test
  void aDirectoryThatWasNeverFinishedIsMadeAnew() throws IOException {
    Files.createDirectories(world.node(MASTER).state());
    Files.writeString(world.node(MASTER).root().resolve("half"), "made");

    provider.launch(Orders.launch(1, "l1", 0));

    assertThat(world.node(MASTER).root().resolve("half")).doesNotExist();
    assertThat(world.isAlive(world.agent(MASTER, 0))).isTrue();
  }

  @Test
  void aCoordinatorThatComesBackFindsWhatThereIs() {
    Map<NodeId, String> launched = provider.launch(Orders.launch(1, "l1", 1));

    assertThat(world.open().list(Orders.life(1)))
        .containsExactly(
            new InstanceState(launched.get(MASTER), InstanceState.State.RUNNING),
            new InstanceState(launched.get(WORKER), InstanceState.State.RUNNING));
  }

  @Test
  void aStoppedNodeKeepsItsDiskAndBootsAgain() throws IOException {
    List<String> instances = instances(provider.launch(Orders.launch(1, "l1", 1)));
    String firstBoot = config(WORKER).path("bootId").asText();
    long stubborn = world.startStubborn(WORKER, "stubborn", "");
    Path data = Files.writeString(world.node(WORKER).dataDirectory().resolve("data"), "kept");
    Path pid = Files.createDirectories(world.node(WORKER).state().resolve("daemons/namenode"));
    Files.writeString(pid.resolve("pid"), "1 1");
    Files.writeString(pid.resolve("command"), "namenode");

    provider.stop(Orders.life(1), instances);

    assertThat(world.isAlive(stubborn)).isFalse();
    assertThat(world.processes()).isEmpty();
    assertThat(data).hasContent("kept");
    assertThat(pid.resolve("pid")).doesNotExist();
    assertThat(pid.resolve("command")).exists();
    assertThat(provider.list(Orders.life(1)))
        .extracting(InstanceState::state)
        .containsOnly(InstanceState.State.STOPPED);

    provider.start(Orders.life(1), instances);

    assertThat(world.isAlive(world.agent(WORKER, 1))).isTrue();
    assertThat(config(WORKER).path("bootId").asText()).isNotEqualTo(firstBoot);
    assertThat(config(WORKER).path("token").asText()).isEqualTo(Orders.TOKEN);
  }

  private JsonNode config(NodeId node) throws IOException {
    return JsonMapper.builder().build().readTree(world.node(node).config().toFile());
  }

  private static Map<String, String> environment(long pid) throws IOException {
    return Files.readString(Path.of("/proc/%d/environ".formatted(pid)))
        .lines()
        .flatMap(line -> List.of(line.split("\0")).stream())
        .map(variable -> variable.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }
}
