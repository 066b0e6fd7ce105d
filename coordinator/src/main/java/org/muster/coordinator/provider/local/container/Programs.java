package org.muster.coordinator.provider.local.container;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** Runs the machine's own programs: lists of words, and no shell between. */
final class Programs {
  private static final Duration USUALLY = Duration.ofSeconds(30);
  private static final int SHOWN = 500;

  private Programs() {}

  /**
   * How a program ended.
   *
   * @param text what it said on both streams
   */
  record Outcome(int exitCode, String text) {
    boolean isGood() {
      return exitCode == 0;
    }
  }

  /**
   * Runs a program that has to end well.
   *
   * @return what it said
   * @throws MusterException PROVIDER_FAILED with what it said
   */
  static String run(String... words) {
    return run(List.of(words), USUALLY);
  }

  static String run(List<String> words, Duration within) {
    Outcome outcome = attempt(words, within);
    if (!outcome.isGood()) {
      throw new MusterException(
          ErrorCode.PROVIDER_FAILED,
          "'%s' ended with %d: %s"
              .formatted(String.join(" ", words), outcome.exitCode(), last(outcome.text())));
    }
    return outcome.text();
  }

  /** Runs a program that may find nothing to do. */
  static Outcome attempt(String... words) {
    return attempt(List.of(words), USUALLY);
  }

  private static Outcome attempt(List<String> words, Duration within) {
    try {
      // Not a pipe: what such a program leaves running would keep it open.
      Path output = Files.createTempFile("muster-", ".out");
      try {
        int exitCode = start(words, output, within);
        return new Outcome(exitCode, Files.readString(output).strip());
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.ENVIRONMENT,
          "running '%s': %s; 'muster doctor' says what to install"
              .formatted(words.get(0), e.getMessage()),
          e);
    }
  }

  private static int start(List<String> words, Path output, Duration within) throws IOException {
    Process process =
        new ProcessBuilder(words)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    try {
      if (process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      throw new MusterException(
          ErrorCode.PROVIDER_FAILED,
          "'%s' did not end within %d s".formatted(String.join(" ", words), within.toSeconds()));
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new MusterException(
          ErrorCode.PROVIDER_FAILED, "interrupted while '%s' ran".formatted(words.get(0)), e);
    }
  }

  private static String last(String text) {
    return text.length() > SHOWN ? "…" + text.substring(text.length() - SHOWN) : text;
  }
}
