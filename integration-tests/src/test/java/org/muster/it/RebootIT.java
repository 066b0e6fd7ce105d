package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * What a reboot brings back without anybody's help, of single nodes and of a whole cluster: mounts,
 * daemons and data; and that what ran once does not run again. Not swap: containers have none of
 * their own.
 */
@Tag("nightly")
@EnabledIfEnvironmentVariable(
    named = "MUSTER_PRIVILEGED_TESTS",
    matches = "1",
    disabledReason = "containers need root: set MUSTER_PRIVILEGED_TESTS=1")
final class RebootIT {
  private static final String MODULES = "src/test/resources/modules/containers";
  private static final List<String> WORKERS = List.of("worker-1", "worker-2");
  private static final Duration SOON = Duration.ofMinutes(2);

  private ContainerHome home;
  private Muster muster;

  @BeforeEach
  void begin() throws Exception {
    home = ContainerHome.create();
    muster = home.muster();
  }

  @AfterEach
  void end() throws Exception {
    muster.end();
    assertThat(home.remains().all()).isEmpty();
    home.delete();
  }

  @Test
  void sparkAndBothFileSystemsComeBackByThemselves() throws Exception {
    launch();
    on("master-1", "hdfs dfs -put /etc/hostname /kept");
    on("master-1", "persistent-hdfs dfs -put /etc/hostname /kept");
    assertWhole("at first");

    powerFails("worker-1");
    assertWhole("after a reboot of a worker");
    powerFails("master-1");
    assertWhole("after a reboot of the master");
    muster.succeed("stop", "again");
    muster.succeed("start", "again");
    awaitRunning();
    assertWhole("after a reboot of all");
  }

  private void launch() throws Exception {
    Path spec = home.folder().resolve("cluster.yaml");
    Files.writeString(
        spec,
        """
        provider: { kind: local, isolation: container }
        groups:
          - { role: master, count: 1, type: 3G/2, volumes: [{ size: 128M }] }
          - role: worker
            count: 2
            type: 2G/1
            volumes: [{ size: 512M }]
            instance_store: [{ size: 512M }]
        modules: [node, spark, ephemeral-hdfs, persistent-hdfs, spark-standalone, page]
        """);
    muster.succeedWithin(
        Muster.A_LAUNCH,
        "launch",
        "again",
        "-f",
        spec.toString(),
        "--module-path",
        Path.of(MODULES).toAbsolutePath().toString());
  }

  private void powerFails(String node) throws Exception {
    String before = on(node, "cat /proc/sys/kernel/random/boot_id");
    new Faults(home.remains(), "again").crash(node);
    Eventually.see(
        "another boot of " + node,
        SOON,
        () ->
            muster.run(
                "run", "again", "--node", node, "--", "cat", "/proc/sys/kernel/random/boot_id"),
        seen -> seen.exitCode() == 0 && !seen.output().contains(before));
    awaitRunning();
  }

  private void awaitRunning() throws Exception {
    Eventually.see(
        "the cluster to run",
        SOON,
        () -> muster.status("again").path("state").asText(),
        "running"::equals);
  }

  private void assertWhole(String when) throws Exception {
    for (String worker : WORKERS) {
      assertThat(on(worker, "findmnt -n -o FSTYPE /mnt; findmnt -n -o FSTYPE /vol0"))
          .as("mounts of %s %s", worker, when)
          .isEqualTo("ext4\next4");
      assertThat(on(worker, "cat /mnt/runs /vol0/runs"))
          .as("runs of %s %s", worker, when)
          .isEqualTo("ran\nran");
      assertThat(on(worker, "curl -sf http://" + worker + ":8000/runs")).as(when).isEqualTo("ran");
    }
    assertThat(on("master-1", "hdfs dfs -cat /kept; persistent-hdfs dfs -cat /kept"))
        .as("data " + when)
        .isEqualTo("master-1\nmaster-1");
    for (String command : List.of("hdfs", "persistent-hdfs")) {
      assertThat(on("master-1", command + " dfsadmin -report -live"))
          .as(when)
          .contains("Live datanodes (2)");
    }
    Eventually.see(
        "two workers of Spark " + when,
        SOON,
        () -> on("master-1", "curl -sf http://master-1:8080/json/"),
        page -> page.contains("\"aliveworkers\" : 2"));
  }

  /** What a line of bash said on a node. */
  private String on(String node, String line) throws Exception {
    return muster
        .succeed("run", "again", "--node", node, "--", "bash", "-lc", line)
        .output()
        .strip()
        .replaceAll("(?m)^" + node + " \\| ", "");
  }
}
