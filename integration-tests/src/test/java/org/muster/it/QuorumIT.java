package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A launch goes on without its last worker, which comes later, or is replaced. */
final class QuorumIT {
  private static final Duration A_BOOT = Duration.ofSeconds(60);
  private static final Duration A_STRAGGLER = Duration.ofMinutes(5);

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
  void aLatecomerIsSetUpByItselfOnceTheLaunchHasSucceeded() throws Exception {
    launchWithout(25);

    awaitBatchOf("worker-2", A_BOOT);

    assertThat(muster.steps("early").keySet()).noneMatch(step -> step.startsWith("worker-1 "));
    muster.destroy("early");
  }

  @Test
  @Tag("nightly")
  void aStragglerIsEndedAndAnotherComesInItsPlace() throws Exception {
    launchWithout(1_200);

    awaitBatchOf("worker-3", A_STRAGGLER);

    assertThat(muster.node("early", "worker-2")).doesNotExist();
    assertThat(muster.events("early", "removal-wished"))
        .singleElement()
        .asString()
        .contains("worker-2");
    assertThat(muster.events("early", "launch-wished")).hasSize(2);
    muster.destroy("early");
  }

  private void launchWithout(int seconds) throws Exception {
    Path spec =
        Clusters.of(temp, "node")
            .line("ready: 50%")
            .line("provider: { kind: local, start_delay.worker-2: %d }".formatted(seconds))
            .write();

    muster.succeed("launch", "early", "-f", spec.toString());

    assertThat(muster.steps("early").keySet())
        .anyMatch(step -> step.startsWith("worker-1 "))
        .noneMatch(step -> step.startsWith("worker-2 "));
    assertThat(muster.events("early", "membership-frozen"))
        .singleElement()
        .asString()
        .contains("2 nodes, without [worker-2]");
  }

  private void awaitBatchOf(String node, Duration within) throws Exception {
    Eventually.see(
        "the steps of " + node,
        within,
        () -> muster.steps("early").keySet(),
        seen -> seen.contains(node + " node setup"));
    assertThat(muster.awaitEnd("early").path("state").asText()).isEqualTo("succeeded");
    assertThat(List.copyOf(muster.steps("early").values()))
        .allMatch(step -> step.path("state").asText().equals("succeeded"));
  }
}
