package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that wait for each other, and for one that fails or does not come. */
@Tag("nightly")
final class BarriersIT {
  private static final String MODULES =
      Path.of("src/test/resources/modules/barriers").toAbsolutePath().toString();
  private static final Duration A_WHILE = Duration.ofMinutes(1);

  @TempDir private static Path temp;
  private static Muster muster;

  @TempDir private Path gates;

  @BeforeAll
  static void begin() throws Exception {
    muster = new Muster(temp);
  }

  @AfterAll
  static void end() throws Exception {
    muster.end();
  }

  @BeforeEach
  void noCluster() throws Exception {
    assertThat(Machine.processesNaming(muster.cluster("meeting"))).isEmpty();
  }

  @AfterEach
  void destroy() throws Exception {
    muster.destroy("meeting");
  }

  @Test
  void aMemberThatFailsSendsTheOthersAwayAtOnceAndIsNamed() throws Exception {
    try (Running launch = launch("one-fails")) {
      Result status =
          Eventually.see(
              "status to name worker-2, and nobody else, as the one who is waited for",
              A_WHILE,
              () -> muster.run("status", "meeting"),
              BarriersIT::waitsOnlyForTheLastWorker);
      assertThat(status.exitCode()).isZero();
      assertThat(status.output()).contains("is running for");

      Files.createFile(gates.resolve("fail"));
      Result end = launch.end(A_WHILE);

      assertThat(end.exitCode()).withFailMessage(end::toString).isEqualTo(1);
      assertThat(end.output()).contains("one-fails setup the disk /mnt is full; free 2 GB");
    }
    for (String node : new String[] {"master-1", "worker-1"}) {
      Result log = muster.succeed("logs", "meeting", "--node", node);
      assertThat(log.output())
          .contains(
              "barrier 'everybody' of one-fails setup cannot open:"
                  + " worker-2 failed: the disk /mnt is full; free 2 GB");
    }
    JsonNode last = muster.steps("meeting").get("worker-2 one-fails setup");
    JsonNode first = muster.steps("meeting").get("master-1 one-fails setup");
    assertThat(Duration.between(Times.finished(last), Times.finished(first)))
        .as("how long the barrier held after the failure; its timeout is two minutes")
        .isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void aBarrierThatTimesOutNamesWhoIsMissing() throws Exception {
    try (Running launch = launch("one-missing")) {
      muster.awaitStep("meeting", "master-1 one-missing setup", "failed");
      muster.awaitStep("meeting", "worker-1 one-missing setup", "failed");

      assertThat(muster.succeed("logs", "meeting", "--node", "master-1").output())
          .contains("barrier 'everybody'", "after 2s", "worker-2")
          .doesNotContain("worker-1");

      Files.createFile(gates.resolve("go"));
      assertThat(launch.end(A_WHILE).exitCode()).isEqualTo(1);
    }
    assertThat(muster.run("status", "meeting").exitCode()).isEqualTo(1);
  }

  private Running launch(String module) throws Exception {
    String spec = Clusters.of(temp, module).write().toString();
    String gate = "GATES=" + gates;
    return muster.start("launch", "meeting", "-f", spec, "--module-path", MODULES, "--set", gate);
  }

  private static boolean waitsOnlyForTheLastWorker(Result status) {
    return status.output().contains("waits for worker-2: setup of one-fails")
        && !status.output().contains("waits for master-1")
        && !status.output().contains("waits for worker-1");
  }
}
