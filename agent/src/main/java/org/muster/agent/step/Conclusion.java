package org.muster.agent.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.muster.agent.core.Request;
import org.muster.error.MusterException;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepResult;

/** What the files of an attempt that is over say about it. */
final class Conclusion {
  private static final int SCRIPT_MISSING = 127;

  private Conclusion() {}

  private record Span(Instant startedAt, Instant finishedAt) {}

  /** The script ended by itself or was ended; its runner wrote down how. */
  static StepResult ofExit(StepDirectory directory, Intent intent, Instant now) {
    ExitRecord exit;
    try {
      exit = directory.exit().orElseThrow();
    } catch (MusterException e) {
      Verdict unreadable = new Verdict(StepOutcome.UNKNOWN, e.getMessage());
      return result(directory, unreadable, -1, new Span(intent.recordedAt(), now));
    }
    Span span = new Span(exit.startedAt(), exit.finishedAt());
    if (exit.exitCode() == 0) {
      return result(directory, new Verdict(StepOutcome.SUCCEEDED, ""), 0, span);
    }
    Verdict verdict =
        directory
            .verdict()
            .orElseGet(
                () -> new Verdict(StepOutcome.FAILED, reasonOfScript(directory, exit.exitCode())));
    return result(directory, verdict, exit.exitCode(), span);
  }

  /** The runner is gone and wrote nothing: only an order of ours explains that. */
  static StepResult ofLostRunner(StepDirectory directory, Intent intent, Instant now) {
    Verdict verdict =
        directory
            .verdict()
            .orElseGet(
                () ->
                    new Verdict(
                        StepOutcome.UNKNOWN,
                        "the script's runner is gone and left no result; see the end of the"
                            + " output"));
    return result(directory, verdict, -1, new Span(intent.recordedAt(), now));
  }

  /** The attempt ended without a process of its own. */
  static StepResult withoutProcess(
      StepDirectory directory, Verdict verdict, Instant from, Instant now) {
    return result(directory, verdict, -1, new Span(from, now));
  }

  private static StepResult result(
      StepDirectory directory, Verdict verdict, int exitCode, Span span) {
    List<String> tail =
        verdict.outcome() == StepOutcome.SUCCEEDED
            ? List.of()
            : OutputFile.tail(directory.output());
    return new StepResult(
        verdict.outcome(),
        exitCode,
        verdict.reason(),
        false,
        span.startedAt(),
        span.finishedAt(),
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
