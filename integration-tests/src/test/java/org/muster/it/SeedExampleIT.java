package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The example of an {@code ec2-user-variables.sh} that the ancestor's manual gave, as it stood
 * there, with packages and scripts of the user's own beside it. Nodes boot from an image, since
 * four of its modules install packages of the system.
 */
@EnabledIfEnvironmentVariable(
    named = "MUSTER_PRIVILEGED_TESTS",
    matches = "1",
    disabledReason = "containers need root: set MUSTER_PRIVILEGED_TESTS=1")
final class SeedExampleIT {
  private static final Path SITE = Path.of("src/test/resources/sites/seed").toAbsolutePath();
  private static final String INSTALLING =
      "spark,ephemeral-hdfs,hdfs-nfs-gateway,fuse-dfs,spark-standalone,tachyon,ganglia";

  @Test
  void theAncestorsExampleDeploysAsItStands() throws Exception {
    ContainerHome home = ContainerHome.create();
    Muster muster = home.muster();
    Path site = home.folder().resolve("site");
    Programs.run("cp", "-a", SITE.toString(), site.toString());
    DebianPackage.build(site.resolve("root/rpms"));
    Path spec = home.folder().resolve("cluster.yaml");
    Files.writeString(
        spec,
        """
        provider: { kind: local, isolation: container, image: seed }
        groups: [{ role: master, count: 1, type: 4G/2 }, { role: worker, count: 2, type: 2G/1 }]
        """);
    muster.succeedWithin(
        Muster.A_LAUNCH, "image", "build", "seed", "--type", "large", "--modules", INSTALLING);

    muster.succeedWithin(
        Muster.A_LAUNCH,
        "launch",
        "seed",
        "-f",
        spec.toString(),
        "--deploy-root-dir",
        site.toString());

    assertThat(testedModules(muster.steps("seed"))).containsExactly("ganglia", "hdfs-nfs-gateway");
    for (String node : List.of("master-1", "worker-1", "worker-2")) {
      assertThat(read(muster, node, "/etc/rpms-init")).contains("with hello from a package");
    }
    assertThat(read(muster, "master-1", "/etc/extra-ran").lines().map(SeedExampleIT::text))
        .containsExactly("init", "setup", "run");
    assertThat(read(muster, "master-1", "/etc/extra-listing")).contains("/tmp");
    assertThat(muster.run("run", "seed", "--role", "worker", "--", "ls", "/etc/extra-ran").all())
        .contains("No such file");
    muster.destroy("seed");
    muster.succeed("image", "remove", "seed");
    muster.end();
    assertThat(home.remains().all()).isEmpty();
    home.delete();
  }

  private static Set<String> testedModules(Map<String, JsonNode> steps) {
    return steps.values().stream()
        .filter(step -> step.path("phase").asText().equals("test"))
        .map(step -> step.path("module").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String read(Muster muster, String node, String file) throws Exception {
    return muster.succeed("run", "seed", "--node", node, "--", "cat", file).output();
  }

  /** Without the name of the node before it. */
  private static String text(String line) {
    return line.substring(line.indexOf("| ") + 2);
  }
}
