package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** The last words of a command that failed: one message, and for our own mistakes the trace. */
final class FailureReport implements IExecutionExceptionHandler {
  private final Screen screen;

  FailureReport(Screen screen) {
    this.screen = requireNonNull(screen, "screen is null");
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    if (failure instanceof UncheckedIOException io) {
      screen.note("muster: %s: %s".formatted(io.getMessage(), sentenceOf(io.getCause())));
      return ExitCode.ENVIRONMENT;
    }
    if (failure instanceof MusterException known && known.code().blame() != ErrorCode.Blame.US) {
      screen.note("muster: " + known.getMessage());
      return ExitCode.of(known.code());
    }
    screen.note("muster: this is a mistake of ours; please report it with the lines below");
    failure.printStackTrace(screen.err());
    return ExitCode.OUR_BUG;
  }

  private static String sentenceOf(IOException cause) {
    String name = cause.getClass().getSimpleName().replace("Exception", "");
    return cause.getMessage() == null ? name : name + " " + cause.getMessage();
  }
}
