package org.muster.agent.step;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/**
 * Looks at the lock that a runner holds while it lives. It is a lock of flock(2), which Java does
 * not have, so the program of that name looks for us.
 */
final class StepLock {
  private static final int HELD = 75;

  private StepLock() {}

  static boolean isHeld(StepDirectory directory) {
    return !ranUnderLock(directory, "true");
  }

  /** Makes sure that no runner can start any more; false when one holds the lock now. */
  static boolean voidUnlessHeld(StepDirectory directory) {
    return ranUnderLock(directory, "touch", directory.path().resolve("void").toString());
  }

  private static boolean ranUnderLock(StepDirectory directory, String... command) {
    List<String> words =
        new ArrayList<>(List.of("flock", "-n", "-E", "" + HELD, directory.lock().toString()));
    words.addAll(List.of(command));
    int exitCode = run(words, directory.path());
    if (exitCode != 0 && exitCode != HELD) {
      throw new MusterException(
          ErrorCode.ENVIRONMENT,
          "testing the lock of %s: flock exited with %d".formatted(directory.path(), exitCode));
    }
    return exitCode == 0;
  }

  private static int run(List<String> words, Path directory) {
    try {
      return new ProcessBuilder(words)
          .directory(directory.toFile())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.ENVIRONMENT, "starting flock; it is part of util-linux: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MusterException(ErrorCode.ENVIRONMENT, "waiting for flock", e);
    }
  }
}
