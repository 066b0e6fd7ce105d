package org.muster.coordinator.provider.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.muster.coordinator.provider.Orders.MASTER;
import static org.muster.coordinator.provider.Orders.WORKER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.muster.coordinator.provider.InstanceState;
import org.muster.coordinator.provider.Orders;
import org.muster.error.MusterException;
import org.muster.protocol.NodeId;

@Timeout(60)
final class LocalRemovalTest {
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
  void everyProcessOfANodeEndsWithIt() throws IOException {
    Map<NodeId, String> launched = provider.launch(Orders.launch(1, "l1", 1));
    long agent = world.agent(WORKER, 0);
    long stubborn = world.startStubborn(WORKER, "stubborn", "");
    long inASessionOfItsOwn = world.startStubborn(WORKER, "session", "setsid");
    long withoutEnvironment = world.startStubborn(WORKER, "nameless", "/usr/bin/env -i");

    provider.terminate(Orders.life(1), List.of(launched.get(WORKER)));

    assertThat(List.of(agent, stubborn, inASessionOfItsOwn, withoutEnvironment))
        .noneMatch(world::isAlive);
    assertThat(world.node(WORKER).root()).doesNotExist();
  }

  @Test
  void otherNodesLiveOn() {
    Map<NodeId, String> launched = provider.launch(Orders.launch(1, "l1", 1));
    long other = world.agent(MASTER, 0);

    provider.terminate(Orders.life(1), List.of(launched.get(WORKER)));

    assertThat(world.isAlive(other)).isTrue();
    assertThat(provider.list(Orders.life(1)))
        .extracting(InstanceState::instance)
        .containsExactly(launched.get(MASTER));
  }

  @Test
  void aProcessThatOutlivedItsDirectoryEndsToo() throws IOException {
    Map<NodeId, String> launched = provider.launch(Orders.launch(1, "l1", 0));
    long agent = world.agent(MASTER, 0);
    FileTree.delete(world.settings().home(), world.cluster().directory());

    provider.terminate(Orders.life(1), launched.values());

    assertThat(world.isAlive(agent)).isFalse();
  }

  @Test
  void whatANodeLinksToStays() throws IOException {
    Map<NodeId, String> launched = provider.launch(Orders.launch(1, "l1", 0));
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Path kept = Files.writeString(outside.resolve("kept"), "kept");
    Path root = world.node(MASTER).root();
    Files.createSymbolicLink(root.resolve("opt/link"), outside);
    Files.createLink(root.resolve("opt/blob"), kept);
    Files.setPosixFilePermissions(kept, PosixFilePermissions.fromString("r--r--r--"));
    Path closed = Files.createDirectories(root.resolve("opt/closed/inner"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));

    provider.terminate(Orders.life(1), launched.values());

    assertThat(root).doesNotExist();
    assertThat(kept).hasContent("kept");
  }

  @Test
  void anInstanceOfAnEarlierLifeIsNotTheOneOfToday() {
    provider.launch(Orders.launch(2, "l1", 0));
    long agent = world.agent(MASTER, 0);

    provider.terminate(Orders.life(1), List.of("local-demo-1-master-1", "local-demo-2-master-1"));
    provider.forget(Orders.life(1));

    assertThat(world.isAlive(agent)).isTrue();
    assertThat(world.cluster().directory()).exists();
  }

  @Test
  void aNewLifeBeginsWithoutTheOldOnesNodes() throws IOException {
    provider.launch(Orders.launch(1, "l1", 1));
    long old = world.agent(WORKER, 0);

    provider.launch(Orders.launch(2, "l1", 0));

    assertThat(world.isAlive(old)).isFalse();
    assertThat(world.node(WORKER).root()).doesNotExist();
    assertThat(world.record(MASTER).incarnation()).isEqualTo(2);
  }

  @Test
  void nothingIsLeftOfAForgottenCluster() {
    provider.terminate(Orders.life(1), provider.launch(Orders.launch(1, "l1", 2)).values());

    provider.forget(Orders.life(1));

    assertThat(world.processes()).isEmpty();
    assertThat(world.settings().home().resolve("clusters")).isEmptyDirectory();
  }

  @Test
  void aClusterIsForgottenWithNodesThatNobodyTerminated() {
    provider.launch(Orders.launch(1, "l1", 1));

    provider.forget(Orders.life(1));

    assertThat(world.processes()).isEmpty();
    assertThat(world.cluster().directory()).doesNotExist();
  }

  @Test
  void aLaunchThatWasOvertakenByItsDestructionStartsNothing() {
    provider.forget(Orders.life(1));

    assertThatThrownBy(() -> provider.launch(Orders.launch(1, "l1", 0)))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("destroyed");
    assertThat(world.cluster().directory()).doesNotExist();
  }

  @Test
  void aDeletionThatWasCutOffIsFinishedByTheNextOne() throws IOException {
    Map<NodeId, String> launched = provider.launch(Orders.launch(1, "l1", 1));
    provider.stop(Orders.life(1), launched.values());
    world.cluster().discard(world.node(WORKER));

    world.open().terminate(Orders.life(1), launched.values());

    assertThat(world.cluster().directory().resolve("discarded")).doesNotExist();
    assertThat(world.open().list(Orders.life(1))).isEmpty();
  }

  @Test
  void nothingOutsideTheClustersIsEverDeleted() throws IOException {
    Path home = world.settings().home();
    Path kept = Files.createDirectories(home.resolve("kept"));

    assertThatThrownBy(() -> FileTree.delete(home, home.resolve("clusters/../kept")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FileTree.delete(home, home.resolve("clusters")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(kept).exists();
  }
}
