package org.muster.agent.link;

import static java.util.concurrent.TimeUnit.MINUTES;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Sha256;
import org.muster.protocol.TreeEntry;

/**
 * The coordinator's store, over the agents' listener. What comes is checked against its name.
 * Blocks; called from threads that may wait, never from the agent's own.
 */
public final class RemoteStore {
  private static final int ATTEMPTS = 3;
  private static final int HTTPS = 443;
  private static final int OK = 200;
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final TlsOptions tls;
  private final Supplier<URI> coordinator;
  private HttpClient client;

  /**
   * A store that is asked for nothing yet.
   *
   * @param coordinator where the link is connected to now
   */
  RemoteStore(Vertx vertx, TlsOptions tls, Supplier<URI> coordinator) {
    this.vertx = vertx;
    this.tls = tls;
    this.coordinator = coordinator;
  }

  /** The canonical JSON of a tree; verified. */
  public byte[] tree(Sha256 hash) {
    return attempt(
        "tree " + hash,
        () -> {
          byte[] tree = awaited(get("/store/trees/" + hash, HttpClientResponse::body)).getBytes();
          if (!Sha256.of(tree).equals(hash)) {
            throw new IOException("the content does not fit its name");
          }
          return tree;
        });
  }

  /** Puts a file with this content at the target; verified. */
  public void file(TreeEntry.Content content, Path target) {
    attempt(
        content.path(),
        () -> {
          Files.deleteIfExists(target);
          awaited(get("/store/blobs/" + content.sha256(), response -> saved(response, target)));
          verify(content, target);
          Files.setPosixFilePermissions(
              target,
              PosixFilePermissions.fromString(content.executable() ? "r-xr-xr-x" : "r--r--r--"));
          return target;
        });
  }

  /**
   * Asks for something.
   *
   * @param taken takes the body; called on the event loop as soon as there is a response: what came
   *     before somebody listens would be lost
   */
  private <T> Future<T> get(String path, Function<HttpClientResponse, Future<T>> taken) {
    URI address = coordinator.get();
    return client()
        .request(
            new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(address.getHost())
                .setPort(address.getPort() < 0 ? HTTPS : address.getPort())
                .setSsl(true)
                .setSslOptions(tls.asNode())
                .setIdleTimeout(SILENCE.toMillis())
                .setURI(path))
        .compose(request -> request.send().compose(RemoteStore::onlyOk).compose(taken));
  }

  private static Future<HttpClientResponse> onlyOk(HttpClientResponse response) {
    return response.statusCode() == OK
        ? Future.succeededFuture(response)
        : Future.failedFuture("the coordinator answered " + response.statusCode());
  }

  private Future<Void> saved(HttpClientResponse response, Path target) {
    response.pause(); // until there is a file to write to
    OpenOptions create = new OpenOptions().setWrite(true).setCreateNew(true);
    return vertx
        .fileSystem()
        .open(target.toString(), create)
        .compose((AsyncFile file) -> response.pipeTo(file));
  }

  private static void verify(TreeEntry.Content content, Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[64 * 1024];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    if (!Sha256.of(digest).equals(content.sha256())) {
      Files.delete(file);
      throw new IOException("the content does not fit its name " + content.sha256());
    }
  }

  private synchronized HttpClient client() {
    if (client == null) {
      client = vertx.createHttpClient(new HttpClientOptions());
    }
    return client;
  }

  private interface Attempt<T> {
    T make() throws IOException, ExecutionException, TimeoutException, InterruptedException;
  }

  /** A connection may break in the middle; what is wrong three times is wrong. */
  private static <T> T attempt(String what, Attempt<T> attempt) {
    String why = "";
    for (int i = 0; i < ATTEMPTS; i++) {
      try {
        return attempt.make();
      } catch (ExecutionException e) {
        why = String.valueOf(e.getCause().getMessage());
      } catch (IOException | TimeoutException e) {
        why = String.valueOf(e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        why = "the agent is stopping";
      }
    }
    throw new MusterException(
        ErrorCode.ARTIFACT_UNAVAILABLE,
        "fetching %s from the coordinator: %s".formatted(what, why));
  }

  private static <T> T awaited(Future<T> future)
      throws ExecutionException, TimeoutException, InterruptedException {
    return future.toCompletionStage().toCompletableFuture().get(30, MINUTES);
  }
}
