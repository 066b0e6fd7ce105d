package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.muster.time.RealTime;

/** A node reads at its metadata service that its provider takes it back: another comes, it goes. */
@EnabledIfEnvironmentVariable(
    named = "MUSTER_PRIVILEGED_TESTS",
    matches = "1",
    disabledReason = "containers need root: set MUSTER_PRIVILEGED_TESTS=1")
final class TakenBackIT {
  private static final Duration A_WHILE = Duration.ofMinutes(1);
  private static final String CLUSTER = "spots";

  private ContainerHome home;
  private Muster muster;

  @BeforeEach
  void launch() throws Exception {
    home = ContainerHome.create();
    muster = home.muster();
    Path spec = home.folder().resolve("cluster.yaml");
    Files.writeString(
        spec,
        """
        name: spots
        provider: { kind: local, isolation: container }
        groups:
          - { role: master, count: 1, type: small }
          - { role: worker, count: 1, type: small, rebalance: notice }
        modules: [tide]
        """);
    muster.succeedWithin(
        Muster.A_LAUNCH,
        "launch",
        CLUSTER,
        "-f",
        spec.toString(),
        "--module-path",
        Path.of("src/test/resources/modules/notices").toAbsolutePath().toString());
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    if (home != null) {
      muster.end();
      assertThat(home.remains().all()).isEmpty();
      home.delete();
    }
  }

  @Test
  void anotherIsThereBeforeTheOldOneIsDrainedAndACoordinatorThatDiesMeanwhileOrdersNoMore()
      throws Exception {
    String address = node("worker-1").path("address").asText();
    faults().recommendRebalance(metadata(), address, "2026-03-01T12:00:00Z");
    awaitNotice("worker-1", "rebalance");
    assertThat(muster.succeed("status", CLUSTER).output())
        .contains("worker-1 is joined")
        .contains("may be taken back soon, as was said at 2026-03-01T12:00:00Z");
    assertThat(muster.events(CLUSTER, "node-noticed"))
        .singleElement()
        .asString()
        .contains("nothing is done, unless you do: 'muster replace spots worker-1'");

    Instant end = RealTime.clock().instant().plus(Duration.ofMinutes(10));
    faults().noticeOfEnd(metadata(), address, end.toString());
    awaitNotice("worker-1", "interruption");
    awaitState("worker-2", "joined");

    assertThat(node("worker-1").path("state").asText()).as("not drained yet").isEqualTo("joined");
    muster.awaitStep(CLUSTER, "worker-1 tide leave", "running");
    assertThat(muster.coordinatorProcess().destroyForcibly()).isTrue();
    muster.succeed("run", CLUSTER, "--node", "worker-1", "--", "touch", "/opt/drained");

    Eventually.see(
        "the old one gone and the new one set up",
        A_WHILE,
        this::states,
        Map.of("master-1", "joined", "worker-2", "joined")::equals);
    muster.awaitStep(CLUSTER, "worker-2 tide setup", "succeeded");
    Eventually.see(
        "the cluster to run",
        A_WHILE,
        () -> muster.status(CLUSTER).path("state").asText(),
        "running"::equals);
    assertThat(
            muster
                .succeed("run", CLUSTER, "--node", "master-1", "--", "cat", "/opt/joined")
                .output())
        .contains("worker-2");
    assertThat(muster.events(CLUSTER, "node-noticed")).hasSize(2);
    assertThat(muster.events(CLUSTER, "launch-wished"))
        .hasSize(2)
        .anyMatch(line -> line.contains("in place of worker-1"));
    assertThat(muster.events(CLUSTER, "removal-wished"))
        .singleElement()
        .asString()
        .contains("removing worker-1: drained by d2");
  }

  private void awaitNotice(String name, String kind) {
    Eventually.see(
        "a notice of %s for %s".formatted(kind, name),
        A_WHILE,
        () -> node(name).at("/notice/kind").asText(),
        kind::equals);
  }

  private void awaitState(String name, String state) {
    Eventually.see(
        "%s to be %s".formatted(name, state),
        A_WHILE,
        () -> states().getOrDefault(name, "none"),
        state::equals);
  }

  private Map<String, String> states() throws Exception {
    Map<String, String> states = new TreeMap<>();
    for (JsonNode node : muster.status(CLUSTER).path("nodes")) {
      states.put(node.path("node").asText(), node.path("state").asText());
    }
    return states;
  }

  private JsonNode node(String name) throws Exception {
    for (JsonNode node : muster.status(CLUSTER).path("nodes")) {
      if (node.path("node").asText().equals(name)) {
        return node;
      }
    }
    throw new AssertionError("there is no node " + name);
  }

  private Faults faults() {
    return new Faults(home.remains(), CLUSTER);
  }

  private Path metadata() {
    return muster.cluster(CLUSTER).resolve("metadata");
  }
}
