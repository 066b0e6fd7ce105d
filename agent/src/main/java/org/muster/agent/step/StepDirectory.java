package org.muster.agent.step;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.muster.agent.core.Verdict;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepResult;
import org.muster.protocol.StepWork;

/**
 * The directory of one attempt: what the agent means to do, what the runner did, and how they talk.
 * It outlives both.
 */
final class StepDirectory {
  private static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final StepKey key;
  private final Path path;

  StepDirectory(Path steps, StepKey key) {
    this.key = key;
    this.path = steps.resolve(key.directoryName());
  }

  StepKey key() {
    return key;
  }

  Path path() {
    return path;
  }

  Path output() {
    return path.resolve("output.log");
  }

  Path requests() {
    return path.resolve("requests");
  }

  Path lock() {
    return path.resolve("lock");
  }

  boolean exists() {
    return Files.isDirectory(path);
  }

  /** Makes the intent durable. From here on the attempt exists. */
  void record(Intent intent) {
    create();
    if (intent.command().work() instanceof StepWork.Command command) {
      DurableFile.replace(path.resolve("command"), String.join("\0", command.arguments()) + "\0");
    }
    StateJson.write(path.resolve("intent.json"), intent);
  }

  void create() {
    try {
      Files.createDirectories(path.getParent());
      Files.createDirectories(path, PRIVATE);
      Files.createDirectories(requests(), PRIVATE);
      DurableFile.syncDirectory(path.getParent());
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.STORAGE_FAILED, "creating %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  Optional<Intent> intent() {
    return StateJson.read(path.resolve("intent.json"), Intent.class);
  }

  Optional<RunnerRecord> runner() {
    return StateJson.read(path.resolve("runner.json"), RunnerRecord.class);
  }

  Optional<ExitRecord> exit() {
    return StateJson.read(path.resolve("exit.json"), ExitRecord.class);
  }

  boolean hasExit() {
    return Files.exists(path.resolve("exit.json"));
  }

  Optional<Verdict> verdict() {
    return StateJson.read(path.resolve("verdict.json"), Verdict.class);
  }

  /** The first verdict stays: a cancelled attempt does not time out as well. */
  void judge(Verdict verdict) {
    if (verdict().isEmpty()) {
      StateJson.write(path.resolve("verdict.json"), verdict);
    }
  }

  Optional<StepResult> result() {
    return StateJson.read(path.resolve("result.json"), StepResult.class);
  }

  void conclude(StepResult result) {
    StateJson.write(path.resolve("result.json"), result);
  }

  boolean isStored() {
    return Files.exists(path.resolve("stored"));
  }

  /** A hint that saves repetition: it need not be durable. */
  void markStored() {
    try {
      Files.writeString(path.resolve("stored"), "");
    } catch (IOException e) {
      throw new UncheckedIOException("marking " + path + " as stored", e);
    }
  }

  /** Adds a line to the script's output; one write, so that it is not torn by the script's own. */
  void note(String line) {
    try {
      Files.write(
          output(),
          (line + "\n").getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("adding a line to " + output(), e);
    }
  }

  /** The requests of the script that are still open, oldest name first. */
  List<Path> openRequests() {
    try (Stream<Path> files = Files.list(requests())) {
      return files.filter(file -> file.getFileName().toString().endsWith(".req")).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  void delete() {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("deleting " + path, e);
    }
  }
}
