package org.muster.coordinator.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/**
 * Fetches one URL into a file, with retries that go on where the last try ended. Owned by one
 * thread.
 */
final class Download {
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int RANGE_REFUSED = 416;
  private static final Set<Integer> WORTH_A_RETRY = Set.of(408, 425, 429, 500, 502, 503, 504);

  private final HttpClient client;
  private final HttpSettings settings;
  private final URI uri;
  private final String name;
  private final Path file;
  private final Watcher watcher;

  /** Hears how far it is. */
  @FunctionalInterface
  interface Watcher {
    void at(long done, long total);
  }

  /** Nobody can fetch it like this: another try gives the same. */
  static final class Hopeless extends IOException {
    private static final long serialVersionUID = 1L;

    Hopeless(String message) {
      super(message);
    }
  }

  Download(HttpClient client, HttpSettings settings, URI uri, Path file, Watcher watcher) {
    this.client = client;
    this.settings = settings;
    this.uri = uri;
    this.name = HttpSource.display(uri);
    this.file = file;
    this.watcher = watcher;
  }

  /** Leaves the whole file behind, or what came of it. */
  void run() throws SourceUnavailable {
    for (int tried = 1; ; tried++) {
      try {
        runOnce();
        return;
      } catch (Hopeless e) {
        throw new SourceUnavailable(name + ": " + e.getMessage(), e);
      } catch (IOException e) {
        if (tried == settings.tries()) {
          throw new SourceUnavailable(
              "%s: %s (tried %d times)".formatted(name, IoReason.of(e), tried), e);
        }
      }
      pause(tried);
    }
  }

  private void runOnce() throws IOException {
    long offset = Files.exists(file) ? Files.size(file) : 0;
    AtomicReference<PartFile> part = new AtomicReference<>();
    CompletableFuture<HttpResponse<Long>> answer =
        client.sendAsync(request(offset), info -> body(info, offset, part));
    try {
      int status = await(answer, part).statusCode();
      if (status == RANGE_REFUSED) {
        Files.deleteIfExists(file);
        throw new IOException("the server has less than was fetched before");
      }
      if (status != OK && status != PARTIAL) {
        String message = "the server answered " + status;
        throw WORTH_A_RETRY.contains(status) ? new IOException(message) : new Hopeless(message);
      }
    } finally {
      if (part.get() != null) {
        part.get().close();
      }
    }
  }

  private HttpRequest request(long offset) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(settings.connect())
            .header("User-Agent", "muster")
            .GET();
    if (offset > 0) {
      request.header("Range", "bytes=" + offset + "-");
    }
    return request.build();
  }

  private HttpResponse.BodySubscriber<Long> body(
      HttpResponse.ResponseInfo info, long offset, AtomicReference<PartFile> part) {
    boolean goesOn = info.statusCode() == PARTIAL && startsAt(info, offset);
    if (info.statusCode() != OK && !goesOn) {
      return HttpResponse.BodySubscribers.replacing(0L);
    }
    long start = goesOn ? offset : 0;
    long total = start + info.headers().firstValueAsLong("Content-Length").orElse(-start);
    LongConsumer report = done -> watcher.at(done, total);
    try {
      part.set(PartFile.open(file, start, settings.largest(), report));
      return part.get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean startsAt(HttpResponse.ResponseInfo info, long offset) {
    return info.headers()
        .firstValue("Content-Range")
        .filter(range -> range.startsWith("bytes " + offset + "-"))
        .isPresent();
  }

  /** Waits as long as bytes come. */
  private HttpResponse<Long> await(
      CompletableFuture<HttpResponse<Long>> answer, AtomicReference<PartFile> part)
      throws IOException {
    long seen = -1;
    while (true) {
      try {
        return answer.get(settings.idle().toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        long now = part.get() == null ? -1 : part.get().length();
        if (now == seen && now >= 0) {
          answer.cancel(true);
          throw new IOException("no byte came for " + settings.idle().toSeconds() + " s", e);
        }
        seen = now;
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
      } catch (InterruptedException e) {
        answer.cancel(true);
        Thread.currentThread().interrupt();
        throw new MusterException(
            ErrorCode.ARTIFACT_UNAVAILABLE,
            "downloading " + name + ": it was interrupted; the next launch goes on with it",
            e);
      }
    }
  }

  private void pause(int tried) {
    long millis = settings.backoff().toMillis() << (tried - 1);
    Executor later = CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
    CompletableFuture.runAsync(() -> {}, later).join();
  }
}
