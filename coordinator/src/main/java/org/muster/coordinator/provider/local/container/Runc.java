package org.muster.coordinator.provider.local.container;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.muster.coordinator.provider.PrivateFile;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/**
 * Runs containers by the program {@code runc}.
 *
 * @param root where it keeps what it knows of them
 */
record Runc(Path root) {
  private static final Duration TO_RUN = Duration.ofMinutes(1);

  /**
   * Starts the container that the bundle describes, and leaves it running.
   *
   * @return the number of its first process, as the machine counts
   */
  long run(String container, Path bundle, Path console) throws IOException {
    Path pid = bundle.resolve("init.pid");
    Files.deleteIfExists(pid);
    Path log = bundle.resolve("runc.log");
    Files.deleteIfExists(log);
    List<String> words = words("--log", log.toString(), "run", "--bundle", bundle.toString());
    words.addAll(List.of("--detach", "--pid-file", pid.toString(), container));
    if (await(words, console) != 0) {
      throw new MusterException(
          ErrorCode.PROVIDER_FAILED,
          "starting container '%s': %s".formatted(container, said(log, console)));
    }
    return Long.parseLong(Files.readString(pid).strip());
  }

  /** Runs a container that does one thing; the answer is its exit code. */
  int runToItsEnd(String container, Path bundle, Path console) throws IOException {
    List<String> words = words("run", "--bundle", bundle.toString(), container);
    int exitCode = await(words, console);
    delete(container);
    return exitCode;
  }

  private List<String> words(String... more) {
    List<String> words = new ArrayList<>(List.of("runc", "--root", root.toString()));
    words.addAll(List.of(more));
    return words;
  }

  private static int await(List<String> words, Path console) throws IOException {
    Process process =
        new ProcessBuilder(words)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(console.toFile()))
            .start();
    try {
      return process.waitFor(TO_RUN.toSeconds(), TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  private static String said(Path log, Path console) throws IOException {
    Optional<String> text = PrivateFile.read(log).filter(said -> !said.isBlank());
    return text.isPresent() ? text.get().strip() : "see " + console;
  }

  /** Asks the first process to end. */
  void terminate(String container) {
    signal(container, "TERM");
  }

  private void signal(String container, String signal) {
    Programs.Outcome outcome =
        Programs.attempt("runc", "--root", root.toString(), "kill", container, signal);
    assert outcome.exitCode() >= 0; // one that has ended takes no signal
  }

  /** Ends everything in the container at once, and forgets it; nothing when there is none. */
  void delete(String container) {
    Programs.run("runc", "--root", root.toString(), "delete", "--force", container);
  }

  /** Every container that was made here. */
  List<String> containers() throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(root)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }
}
