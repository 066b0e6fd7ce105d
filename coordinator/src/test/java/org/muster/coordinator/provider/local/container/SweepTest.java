package org.muster.coordinator.provider.local.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.muster.coordinator.provider.local.ClusterPlace;
import org.muster.coordinator.provider.local.NodePlace;
import org.muster.coordinator.provider.local.NodeRecord;
import org.muster.protocol.ClusterName;
import org.muster.protocol.LaunchId;
import org.muster.protocol.NodeId;

/** What a coordinator that starts takes away, of real mounts. */
@EnabledIfEnvironmentVariable(
    named = "MUSTER_PRIVILEGED_TESTS",
    matches = "1",
    disabledReason = "mounting needs root: set MUSTER_PRIVILEGED_TESTS=1")
final class SweepTest {
  @TempDir private Path temp;
  private Path home;
  private Path clusters;
  private ClusterPlace cluster;
  private Sweep sweep;

  @BeforeEach
  void begin() throws IOException {
    home = temp.toRealPath();
    clusters = Files.createDirectories(home.resolve("clusters"));
    cluster = new ClusterPlace(home, new ClusterName("demo"));
    sweep = new Sweep(ContainerNames.of(home), home, new Runc(home.resolve("runc")));
  }

  @AfterEach
  void end() throws IOException {
    RootMount.unmountAll(clusters);
  }

  @Test
  void theRootOfANodeThatNobodyKnowsGoes() throws IOException {
    Path root = mount(cluster.node(new NodeId("worker-1")).root().resolve("root"));
    Path inside = mount(root.resolve("mnt"));

    sweep.leftovers(List.of());

    assertThat(RootMount.below(clusters)).doesNotContain(root, inside);
  }

  @Test
  void whatSomebodyHasMountedForHisClustersStays() throws IOException {
    Path all = mount(clusters);
    Path one = mount(clusters.resolve("demo"));
    NodePlace node = cluster.node(new NodeId("worker-1"));
    Path own = mount(node.root().resolve("root/data"));
    node.createState();
    node.write(record(new NodeId("worker-1")));

    sweep.leftovers(ClusterPlace.all(home));

    assertThat(RootMount.below(clusters)).containsExactly(all, one, own);
  }

  private static NodeRecord record(NodeId node) {
    return new NodeRecord(
        node, "local-1", 1, new LaunchId("demo-1-1"), 1, NodeRecord.Wish.RUN, 1, 0);
  }

  private static Path mount(Path folder) throws IOException {
    Files.createDirectories(folder);
    Programs.run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.toString());
    return folder;
  }
}
