package org.muster.coordinator.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Class data of the agent, from which agents of this machine start quickly and share memory. It
 * holds for one jar at one place, so each copy of the distribution gets its own.
 */
final class AgentArchive {
  private static final int SECONDS = 30;

  private AgentArchive() {}

  /** Makes the archive unless it is there. Without it agents only start more slowly. */
  static void make(Distribution distribution, String java) {
    Path jar = distribution.folder().resolve("agent").resolve("muster-agent.jar");
    Path archive = jar.resolveSibling("muster-agent.jsa");
    Path next = jar.resolveSibling("muster-agent.jsa.next");
    if (Files.exists(archive) || !Files.exists(jar)) {
      return;
    }
    try {
      Process training =
          new ProcessBuilder(
                  List.of(
                      java,
                      "-XX:+UseSerialGC",
                      "-XX:TieredStopAtLevel=1",
                      "-XX:ArchiveClassesAtExit=" + next,
                      "-Xlog:disable",
                      "-jar",
                      jar.toString(),
                      "--cds-warmup"))
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!training.waitFor(SECONDS, TimeUnit.SECONDS)) {
        training.destroyForcibly();
      } else if (training.exitValue() == 0 && Files.exists(next)) {
        Files.move(next, archive, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.deleteIfExists(next);
    } catch (IOException e) {
      throw new UncheckedIOException("making " + archive, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
