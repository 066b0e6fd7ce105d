package org.muster.it;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** A disk that becomes full in the middle of a launch, and has room again later. */
@Tag("nightly")
@EnabledIfEnvironmentVariable(named = "MUSTER_PRIVILEGED_TESTS", matches = "1")
final class DiskFullIT {
  private static final Duration A_WHILE = Duration.ofMinutes(2);

  @TempDir private Path temp;
  private Muster muster;
  private GatedLaunch gated;
  private Path disk;
  private final Deque<Path> mounts = new ArrayDeque<>();

  @BeforeEach
  void begin() throws Exception {
    muster = new Muster(temp);
    gated = new GatedLaunch(muster, temp);
  }

  @AfterEach
  void end() throws Exception {
    try {
      Files.deleteIfExists(disk.resolve("fill"));
      muster.end();
    } finally {
      while (!mounts.isEmpty()) {
        assertThat(run("umount", "--lazy", mounts.pop().toString())).isZero();
      }
    }
  }

  /** What cannot be written down has not happened: the launch waits until it can be. */
  @Test
  void aCoordinatorWithAFullDiskSaysSoAndGoesOnWhenThereIsRoom() throws Exception {
    disk = mount(muster.home(), "400m");
    mount(muster.home().resolve("clusters"), "96m"); // else the nodes would have nothing to tell
    try (Running launch = gated.begin()) {
      fill();
      gated.open();

      Eventually.see(
          "the coordinator to say that it cannot write",
          A_WHILE,
          () -> {
            fill(); // what others leave too
            return muster.get("/api/v1/clusters/" + GatedLaunch.CLUSTER);
          },
          answer -> answer.statusCode() >= 500 && isHonest(answer));
      assertThat(gated.ran()).as("what ran").noneMatch(line -> line.endsWith(" run"));
      Files.delete(disk.resolve("fill"));

      Eventually.see(
          "the coordinator to write again",
          A_WHILE,
          () -> muster.get("/api/v1/clusters/" + GatedLaunch.CLUSTER),
          answer -> answer.statusCode() == 200);
      gated.assertEndsWellWithEveryStepRunOnce();
      launch.end(A_WHILE);
    }
  }

  private static boolean isHonest(HttpResponse<String> answer) {
    return answer.body().contains("STORAGE_FAILED") || answer.body().contains("journal");
  }

  /** A result that cannot be kept is none yet; nothing is lost, and nothing runs again for it. */
  @Test
  void aNodeWithAFullDiskSaysSoAndGoesOnWhenThereIsRoom() throws Exception {
    disk = mount(muster.home().resolve("clusters"), "96m");
    try (Running launch = gated.begin()) {
      fill();
      gated.open();

      Eventually.see("the scripts' end", A_WHILE, gated::ran, lines -> lines.size() == 9);
      assertThat(muster.status(GatedLaunch.CLUSTER).at("/deployment/state").asText())
          .isEqualTo("running");
      Files.delete(disk.resolve("fill"));

      gated.assertEndsWellWithEveryStepRunOnce();
      launch.end(A_WHILE);
    }
  }

  private Path mount(Path folder, String size) throws Exception {
    Files.createDirectories(folder);
    assertThat(
            run("mount", "-t", "tmpfs", "-o", "mode=700,size=" + size, "tmpfs", folder.toString()))
        .isZero();
    mounts.push(folder);
    return folder;
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  private void fill() throws IOException {
    byte[] block = new byte[1024];
    try (OutputStream file = Files.newOutputStream(disk.resolve("fill"), CREATE, APPEND)) {
      while (true) {
        file.write(block);
      }
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains("No space left")) {
        throw e;
      }
    }
  }
}
