package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The main job on nodes that are as separate as machines are. */
@Tag("nightly")
@EnabledIfEnvironmentVariable(
    named = "MUSTER_PRIVILEGED_TESTS",
    matches = "1",
    disabledReason = "containers need root: set MUSTER_PRIVILEGED_TESTS=1")
final class SparkOnContainersIT {
  private ContainerHome home;

  @BeforeEach
  void begin() throws Exception {
    home = ContainerHome.create();
  }

  @AfterEach
  void end() throws Exception {
    home.muster().end();
    assertThat(home.remains().all()).isEmpty();
    home.delete();
  }

  @Test
  void sparkAndHdfsDoAJob() throws Exception {
    Path spec = home.folder().resolve("cluster.yaml");
    Files.writeString(
        spec,
        """
        name: demo
        provider: { kind: local, isolation: container }
        groups:
          - { role: master, count: 1, type: medium }
          - { role: worker, count: 2, type: medium }
        """);

    Result launch =
        home.muster().succeedWithin(Muster.A_LAUNCH, "launch", "demo", "-f", spec.toString());

    assertThat(launch.output()).contains("launch d1 succeeded", "hdfs://", "words");
  }
}
