package org.muster.agent.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.muster.agent.core.Ending;
import org.muster.agent.core.Request;
import org.muster.error.MusterException;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepResult;

/** What the files of an attempt that is over say about it. */
final class Conclusion {
  private static final int SCRIPT_MISSING = 127;

  private Conclusion() {}

  /** The script ended by itself or was ended; its runner wrote down how. */
  static StepResult ofExit(StepDirectory directory, Intent intent, Instant now) {
    ExitRecord exit;
    try {
      exit = directory.exit().orElseThrow();
    } catch (MusterException e) {
      return of(directory, Ending.unreadable(e.getMessage()), intent.recordedAt(), now);
    }
    Ending ending =
        Ending.ofExit(
            exit.exitCode(), directory.verdict(), () -> reasonOfScript(directory, exit.exitCode()));
    return of(directory, ending, exit.startedAt(), exit.finishedAt());
  }

  /** The runner is gone and wrote nothing. */
  static StepResult ofLostRunner(StepDirectory directory, Intent intent, Instant now) {
    return of(directory, Ending.ofLostRunner(directory.verdict()), intent.recordedAt(), now);
  }

  /** The attempt ended in this way, between these moments. */
  static StepResult of(StepDirectory directory, Ending ending, Instant from, Instant now) {
    List<String> tail =
        ending.outcome() == StepOutcome.SUCCEEDED ? List.of() : OutputFile.tail(directory.output());
    return new StepResult(
        ending.outcome(),
        ending.exitCode(),
        ending.reason(),
        false,
        from,
        now,
        OutputFile.length(directory.output()),
        tail);
  }

  private static String reasonOfScript(StepDirectory directory, int exitCode) {
    return directory.openRequests().stream()
        .flatMap(file -> failReason(file).stream())
        .reduce((first, last) -> last)
        .orElse(exitCode == SCRIPT_MISSING ? "exit 127: command not found" : "exit " + exitCode);
  }

  private static Optional<String> failReason(Path file) {
    try {
      return RequestFile.parse(Files.readString(file)) instanceof Request.Fail fail
              && !fail.reason().isBlank()
          ? Optional.of(fail.reason())
          : Optional.empty();
    } catch (IOException | MusterException e) {
      return Optional.empty();
    }
  }
}
