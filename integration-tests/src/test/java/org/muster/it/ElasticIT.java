package org.muster.it;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of Spark and HDFS takes a worker in and lets another go, and loses nothing. */
final class ElasticIT {
  private static final Duration A_CHANGE = Duration.ofMinutes(5);

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
  void aWorkerComesAndAnotherGoesAndNoBlockIsLost() throws Exception {
    muster.succeedWithin(Muster.A_LAUNCH, "launch", "grow", "--workers", "2");
    String sum = writeAFile();

    muster.succeedWithin(A_CHANGE, "scale", "grow", "--add", "1");

    assertThat(phasesOf("master-1")).containsExactly("join");
    assertThat(phasesOf("worker-1")).isEmpty();
    assertThat(phasesOf("worker-3")).contains("init", "setup").doesNotContain("join");

    muster.succeedWithin(A_CHANGE, "scale", "grow", "--remove", "worker-1");

    assertThat(phasesOf("worker-1")).containsExactly("leave");
    assertThat(muster.node("grow", "worker-1")).doesNotExist();
    assertThat(onMaster("hdfs dfs -cat /kept | sha256sum")).contains(sum);
    assertThat(onMaster("hdfs fsck /kept"))
        .contains("HEALTHY")
        .containsPattern("Under-replicated blocks:\\s+0 ");
    muster.succeedWithin(A_CHANGE, "deploy", "grow", "--phases", "test");
    muster.destroy("grow");
  }

  /** Onto both workers: one of them goes. The answer is its checksum. */
  private String writeAFile() throws Exception {
    byte[] content = new byte[3_000_000];
    new Random(7).nextBytes(content);
    Path file = Files.write(muster.node("grow", "master-1").resolve("kept"), content);
    onMaster("hdfs dfs -put '%s' /kept".formatted(file));
    return onMaster("sha256sum <'%s'".formatted(file)).replaceAll(".*?([0-9a-f]{64}).*\\s*", "$1");
  }

  private String onMaster(String command) throws Exception {
    return muster
        .succeed("run", "grow", "--node", "master-1", "--", "bash", "-c", command)
        .output();
  }

  /** Those of the newest change. */
  private Set<String> phasesOf(String node) throws Exception {
    List<String> steps = List.copyOf(muster.steps("grow").keySet());
    return steps.stream()
        .filter(step -> step.startsWith(node + " "))
        .map(step -> step.substring(step.lastIndexOf(' ') + 1))
        .collect(toSet());
  }
}
