package org.muster.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command in the background, whose words go to files so that no pipe can fill. */
final class Running implements AutoCloseable {
  private final List<String> command;
  private final Process process;
  private final Path output;
  private final Path errors;

  Running(List<String> command, Process process, Path output, Path errors) {
    this.command = command;
    this.process = process;
    this.output = output;
    this.errors = errors;
  }

  /** What it has said by now, on both streams. */
  String saidSoFar() throws IOException {
    return Files.readString(output, UTF_8) + Files.readString(errors, UTF_8);
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** What Ctrl-C does. */
  void interrupt() throws Exception {
    assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor())
        .isZero();
  }

  Result end(Duration within) throws Exception {
    assertThat(process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS))
        .withFailMessage(
            () -> "'%s' still runs after %s; it said:\n%s".formatted(command, within, tryToRead()))
        .isTrue();
    return new Result(
        command,
        process.exitValue(),
        Files.readString(output, UTF_8),
        Files.readString(errors, UTF_8));
  }

  private String tryToRead() {
    try {
      return saidSoFar();
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
