package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** {@code muster module test} on real nodes: what passes, what does not, and what is left of it. */
final class ModuleTestIT {
  private static final Path MODULES = Path.of("src/test/resources/modules/twice").toAbsolutePath();
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  @TempDir private Path temp;
  private Muster muster;

  @BeforeEach
  void begin() throws Exception {
    muster = new Muster(temp);
  }

  @AfterEach
  void end() throws Exception {
    muster.end();
  }

  @Test
  void aModuleThatLooksFirstPasses() throws Exception {
    Result passed = test("once", "--isolation", "process");

    assertThat(passed.exitCode()).withFailMessage(passed::toString).isZero();
    assertThat(passed.output()).contains("once: passed on process nodes");
    assertGone("once");
  }

  @Test
  void whatTheSecondTimeChangesIsNamedForEachNode() throws Exception {
    Result changed = test("always", "--isolation", "process", "--workers", "1", "--json");

    assertThat(changed.exitCode()).withFailMessage(changed::toString).isEqualTo(1);
    JsonNode report = new ObjectMapper().readTree(changed.output()).path(0);
    assertThat(report.path("state").asText()).isEqualTo("changed");
    assertThat(whats(report, "master-1"))
        .containsExactly("daemon restless", "file /opt/always/appended");
    List<String> ofWorker = whats(report, "worker-1");
    assertThat(ofWorker)
        .hasSize(3)
        .contains("daemon restless", "file /opt/always/appended")
        .anyMatch(what -> what.startsWith("file /opt/always/left."));
    assertGone("always");
  }

  @Test
  @EnabledIfEnvironmentVariable(
      named = "MUSTER_PRIVILEGED_TESTS",
      matches = "1",
      disabledReason = "containers need root: set MUSTER_PRIVILEGED_TESTS=1")
  void inContainersTheWholeRootIsCompared() throws Exception {
    ContainerHome home = ContainerHome.create();
    Path busy = Files.createDirectories(home.folder().resolve("own/busy"));
    Files.writeString(
        busy.resolve("setup.sh"),
        """
        if [[ -e /etc/busy ]]; then
          printf 'once more\\n' >>/etc/debian_version
          rm -f /etc/issue
        fi
        touch /etc/busy
        """);

    Result changed;
    try (Running running =
        home.muster()
            .start(
                "module", "test", "busy", "--module-path", busy.getParent().toString(), "--json")) {
      changed = running.end(Muster.A_LAUNCH);
    }

    JsonNode report = new ObjectMapper().readTree(changed.output()).path(0);
    assertThat(report.path("isolation").asText()).as(changed.toString()).isEqualTo("container");
    assertThat(whats(report, "worker-1"))
        .containsExactly("file /etc/debian_version", "file /etc/issue");
    assertThat(changed.exitCode()).isEqualTo(1);
    home.muster().end();
    assertThat(home.remains().all()).isEmpty();
    home.delete();
  }

  @Test
  @EnabledIfEnvironmentVariable(
      named = "MUSTER_PRIVILEGED_TESTS",
      matches = "1",
      disabledReason = "containers need root: set MUSTER_PRIVILEGED_TESTS=1")
  void modulesOfOursPass() throws Exception {
    ContainerHome home = ContainerHome.create();

    Result passed =
        home.muster()
            .succeedWithin(
                Muster.A_LAUNCH,
                "module",
                "test",
                "node",
                "scala",
                "ephemeral-hdfs",
                "--isolation",
                "container");

    assertThat(passed.output())
        .contains("node: passed", "scala: passed", "ephemeral-hdfs: passed on container nodes");
    home.muster().end();
    assertThat(home.remains().all()).isEmpty();
    home.delete();
  }

  @Test
  void afterCtrlCNothingIsLeft() throws Exception {
    Path slow = Files.createDirectories(temp.resolve("own/slow"));
    Files.writeString(slow.resolve("setup.sh"), "wait_for file /no/such/file --timeout 5m\n");
    try (Running running =
        muster.start(
            "module",
            "test",
            "slow",
            "--isolation",
            "process",
            "--module-path",
            slow.getParent().toString())) {
      muster.awaitStep("module-test-slow", "worker-2 slow setup", "running");

      running.interrupt();

      Result ended = running.end(A_MINUTE);
      assertThat(ended.all()).contains("module-test-slow is being destroyed");
      assertThat(ended.exitCode()).isEqualTo(130);
    }
    assertGone("slow");
  }

  private Result test(String module, String... options) throws Exception {
    List<String> line = new ArrayList<>(List.of("module", "test", module));
    line.addAll(List.of("--module-path", MODULES.toString()));
    line.addAll(List.of(options));
    return muster.run(line.toArray(String[]::new));
  }

  private void assertGone(String module) throws Exception {
    String cluster = "module-test-" + module;
    Eventually.see(
        "no process of " + cluster,
        A_MINUTE,
        () -> Machine.processesNaming(muster.cluster(cluster)),
        List::isEmpty);
    Eventually.see("no " + cluster, A_MINUTE, () -> muster.hasCluster(cluster), there -> !there);
    assertThat(muster.cluster(cluster)).doesNotExist();
  }

  private static List<String> whats(JsonNode report, String node) {
    List<String> whats = new ArrayList<>();
    report.path("changes").path(node).forEach(change -> whats.add(change.path("what").asText()));
    return whats;
  }
}
