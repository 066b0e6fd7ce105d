package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that fail, hang, flood or leave something behind. */
@Tag("nightly")
final class ScriptsIT {
  private static final String MODULES =
      Path.of("src/test/resources/modules/scripts").toAbsolutePath().toString();
  private static final Duration A_WHILE = Duration.ofMinutes(1);
  private static final String SMALL_HEAP = "-Xmx96m";

  @TempDir private static Path temp;
  private static Muster muster;

  @BeforeAll
  static void begin() throws Exception {
    muster = new Muster(temp).with("MUSTER_COORDINATOR_OPTS", SMALL_HEAP);
  }

  @AfterAll
  static void end() throws Exception {
    muster.end();
  }

  @AfterEach
  void destroy() throws Exception {
    muster.destroy("odd");
  }

  @Test
  void oneThatExitsWith3FailsWithItsPlaceAndItsLastWords() throws Exception {
    Result launch = launch("exits-3");

    assertThat(launch.exitCode()).withFailMessage(launch::toString).isEqualTo(1);
    assertThat(launch.output())
        .containsPattern(onBoth("exit 3"))
        .contains("muster: looking for the licence")
        .contains("exits-3/setup.sh:2: command failed (exit 3): bash -c 'exit 3'")
        .containsPattern("muster logs odd --node (master|worker)-1 --module exits-3 --phase setup")
        .contains("muster resume odd");
    JsonNode failure = muster.status("odd").at("/deployment/failures/0");
    assertThat(failure.path("exitCode").asInt()).isEqualTo(3);
    assertThat(failure.path("nodes")).hasSize(2);
    assertThat(muster.run("status", "odd").exitCode()).isEqualTo(1);
  }

  /** Whichever failed first comes first. */
  private static String onBoth(String failure) {
    return "2× %s: (master-1, worker-1|worker-1, master-1)\n".formatted(failure);
  }

  @Test
  void oneThatNeverEndsIsEndedWithAllThatItStarted() throws Exception {
    Result launch = launch("never-ends");

    assertThat(launch.exitCode()).withFailMessage(launch::toString).isEqualTo(1);
    assertThat(launch.output()).containsPattern(onBoth("timed out after 3s"));
    assertThat(muster.steps("odd").get("worker-1 never-ends setup").path("state").asText())
        .isEqualTo("failed");
    assertThat(Machine.processesNaming(muster.cluster("odd")))
        .allMatch(process -> process.variable("MUSTER_STEP").isEmpty());
  }

  @Test
  void oneThatForksAndExitsSucceedsAndIsToldAboutItsOrphan() throws Exception {
    Result launch = launch("forks");

    assertThat(launch.exitCode()).withFailMessage(launch::toString).isZero();
    assertThat(muster.succeed("logs", "odd", "--node", "worker-1").output())
        .contains("the script ended, and 1 of its processes did not")
        .contains("start services with start_daemon");
    Path pid = muster.node("odd", "worker-1").resolve("tmp/left-behind.pid");
    assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())))
        .as("the orphan, which destroy must end")
        .isPresent();
  }

  @Test
  void oneThatPrints100MegabytesSlowsNobodyAndTakesNoMemory() throws Exception {
    launch("quick", 2);
    doNothingOnTheOtherWorker(5);
    Duration calm = median(commands());
    long coordinator = muster.coordinatorProcess().pid();
    String script = Path.of(MODULES, "flood.bash").toString();

    try (Running flood = muster.start("run", "odd", "--node", "worker-1", "--", "bash", script)) {
      Eventually.see("the flood", A_WHILE, ScriptsIT::commands, commands -> commands.size() == 6);
      do {
        doNothingOnTheOtherWorker(1);
      } while (flood.isRunning());
      Result end = flood.end(A_WHILE);

      assertThat(end.exitCode()).isZero();
      assertThat(end.output().lines().filter(line -> line.contains("bytes are missing here")))
          .as("the mark where the middle was left out")
          .hasSize(1);
      assertThat(end.output()).endsWith("worker-1 | the flood is over\n");
    }
    assertThat(muster.coordinatorProcess().pid())
        .as("the coordinator, which ends when its %s of heap are used up", SMALL_HEAP)
        .isEqualTo(coordinator);
    List<JsonNode> during = commands().subList(6, commands().size());
    assertThat(median(during))
        .as("a command on another node; %d ran beside the flood", during.size())
        .isLessThan(calm.plus(Duration.ofSeconds(1)));
  }

  @Test
  void copiedFilesAreOnAllNodesAndAreCopiedBackWhenTheyWereChanged() throws Exception {
    launch("quick", 2);
    Path site = Files.createDirectories(temp.resolve("site/sub"));
    Files.setPosixFilePermissions(
        Files.writeString(site.resolve("it's a \\ name"), "one"),
        PosixFilePermissions.fromString("rwxr-x---"));
    Path big = site.getParent().resolve("big");
    try (RandomAccessFile file = new RandomAccessFile(big.toFile(), "rw")) {
      file.setLength(3L * 96 * 1024 * 1024); // more than the coordinator's heap
    }
    String[] copy = {"copy", "odd", site.getParent().toString(), "/data/"};

    assertThat(muster.succeed(copy).output()).isEqualTo("2 files, 288 MiB, copied to 3 nodes\n");

    Path node = muster.node("odd", "worker-2");
    Path copied = node.resolve("data/site/sub/it's a \\ name");
    assertThat(copied).hasContent("one");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copied)))
        .isEqualTo("rwxr-x---");
    Object untouched = Files.getAttribute(node.resolve("data/site/big"), "unix:ino");
    Files.writeString(copied, "two");
    muster.succeed(copy);
    assertThat(copied).hasContent("one");
    assertThat(Files.getAttribute(node.resolve("data/site/big"), "unix:ino")).isEqualTo(untouched);
    assertThat(node.resolve("root"))
        .isDirectoryNotContaining(left -> left.getFileName().toString().contains("muster-copy"));
  }

  private static Result launch(String module) throws Exception {
    return launch(module, 1);
  }

  private static Result launch(String module, int workers) throws Exception {
    String spec = Clusters.of(temp, module).workers(workers).write().toString();
    return muster.run("launch", "odd", "-f", spec, "--module-path", MODULES);
  }

  private static void doNothingOnTheOtherWorker(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      muster.succeed("run", "odd", "--node", "worker-2", "--", "true");
    }
  }

  /** The commands that were run on the cluster, oldest first. */
  private static List<JsonNode> commands() throws Exception {
    return StreamSupport.stream(muster.api("/clusters/odd/deployments").spliterator(), false)
        .filter(deployment -> deployment.path("kind").asText().equals("command"))
        .toList();
  }

  private static Duration median(List<JsonNode> deployments) {
    return deployments.stream().map(Times::took).sorted().toList().get(deployments.size() / 2);
  }
}
