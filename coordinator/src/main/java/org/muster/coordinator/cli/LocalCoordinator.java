package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Codec;

/**
 * The coordinator of this user on this machine: one per home folder, in a session of its own, so
 * that neither Ctrl-C nor the end of a login reaches it.
 */
final class LocalCoordinator {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final Duration SERVING_WITHIN = Duration.ofSeconds(60);
  private static final Duration GONE_WITHIN = Duration.ofSeconds(20);
  private static final Duration HEALTHY_WITHIN = Duration.ofSeconds(3);

  private final Surroundings surroundings;
  private final Home home;

  LocalCoordinator(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
    this.home = surroundings.home();
  }

  /**
   * What a coordinator writes down when it serves.
   *
   * @param certificates the file with what to trust there; null for plain HTTP
   */
  record Running(URI url, long pid, String version, Instant startedAt, Path certificates) {
    Trust trust() {
      return certificates == null ? Trust.usual() : Trust.in(certificates);
    }
  }

  /** The version that a coordinator started from here would have. */
  String ownVersion() {
    return Distribution.find(surroundings).map(Distribution::id).orElse("development");
  }

  /** Whether a coordinator has ever served this home: then there may be clusters. */
  boolean hasServed() {
    return Files.exists(home.coordinatorFile()) || Files.exists(home.tokenFile());
  }

  /** The coordinator that answers now. */
  Optional<Running> running() {
    return lastWritten().filter(LocalCoordinator::isHealthy);
  }

  /** The coordinator that answers, started when there was none. */
  Running ensure() {
    Optional<Running> running = running();
    return running.isPresent()
        ? running.get()
        : locked(() -> running().orElseGet(this::startAgain));
  }

  /** Starts one that goes on with a journal from a backup. */
  Running adopt() {
    return locked(
        () -> {
          if (running().isPresent()) {
            throw new MusterException(
                ErrorCode.CONFLICT,
                "a coordinator serves %s already; end it with 'muster coordinator stop', then adopt the journal"
                    .formatted(home.folder()));
          }
          return startAgain("--adopt");
        });
  }

  /** Ends the coordinator; its clusters go on. False when there was none. */
  boolean stop() {
    return locked(
        () -> {
          Optional<Running> last = lastWritten().filter(LocalCoordinator::isAlive);
          if (last.isEmpty()) {
            return false;
          }
          askToStop(last.get());
          awaitEndOf(last.get());
          return true;
        });
  }

  private Running startAgain(String... more) {
    Optional<Running> hung = lastWritten().filter(LocalCoordinator::isAlive);
    if (hung.isPresent()) {
      throw new MusterException(
          ErrorCode.COORDINATOR_UNREACHABLE,
          "the coordinator (process %d) does not answer at %s; see %s, or end it with 'kill -9 %d' and run the command again: nothing is lost"
              .formatted(
                  hung.get().pid(), hung.get().url(), home.coordinatorLog(), hung.get().pid()));
    }
    Process process = new CoordinatorLauncher(surroundings).launch(more);
    Instant deadline = surroundings.clock().instant().plus(SERVING_WITHIN);
    while (surroundings.clock().instant().isBefore(deadline)) {
      Optional<Running> running = running().filter(now -> now.pid() == process.pid());
      if (running.isPresent()) {
        return running.get();
      }
      if (!process.isAlive()) {
        throw notStarted("it ended with exit code " + process.exitValue());
      }
      surroundings.pause().of(BETWEEN_LOOKS);
    }
    process.destroyForcibly();
    throw notStarted("it did not serve within " + Text.span(SERVING_WITHIN));
  }

  private MusterException notStarted(String why) {
    return new MusterException(
        ErrorCode.ENVIRONMENT,
        "starting the coordinator: %s. The end of its log (%s):\n%s"
            .formatted(why, home.coordinatorLog(), LogTail.of(home.coordinatorLog())));
  }

  private Optional<Running> lastWritten() {
    try {
      JsonMapper json = Codec.configured(JsonMapper.builder()).build();
      return Optional.of(json.readValue(Files.readAllBytes(home.coordinatorFile()), Running.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "reading %s; remove it and run the command again".formatted(home.coordinatorFile()), e);
    }
  }

  private void askToStop(Running running) {
    ApiClient api =
        new ApiClient(running.url(), Tokens.ofHome(home), running.trust(), surroundings.random());
    try {
      api.post("/shutdown", new Object[0], Object.class);
    } catch (MusterException e) {
      ProcessHandle.of(running.pid()).ifPresent(ProcessHandle::destroy);
    }
  }

  private void awaitEndOf(Running running) {
    Instant deadline = surroundings.clock().instant().plus(GONE_WITHIN);
    while (isAlive(running)) {
      if (surroundings.clock().instant().isAfter(deadline)) {
        throw new MusterException(
            ErrorCode.ENVIRONMENT,
            "the coordinator (process %d) has not ended after %s; see %s"
                .formatted(running.pid(), Text.span(GONE_WITHIN), home.coordinatorLog()));
      }
      surroundings.pause().of(BETWEEN_LOOKS);
    }
  }

  // A process id is used again sooner or later: only a process of ours counts.
  private static boolean isAlive(Running running) {
    return ProcessHandle.of(running.pid())
        .filter(ProcessHandle::isAlive)
        .flatMap(process -> process.info().commandLine())
        .filter(command -> command.contains("muster"))
        .isPresent();
  }

  private static boolean isHealthy(Running running) {
    try {
      HttpURLConnection call = running.trust().connectionTo(URI.create(running.url() + "/health"));
      call.setConnectTimeout((int) HEALTHY_WITHIN.toMillis());
      call.setReadTimeout((int) HEALTHY_WITHIN.toMillis());
      int status = call.getResponseCode();
      call.disconnect();
      return status == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private <T> T locked(Supplier<T> action) {
    try {
      Files.createDirectories(home.folder());
      try (FileChannel channel =
              FileChannel.open(
                  home.startLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        return lock.isValid() ? action.get() : locked(action);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("locking " + home.startLock(), e);
    }
  }
}
