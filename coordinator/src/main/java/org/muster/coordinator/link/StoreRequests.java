package org.muster.coordinator.link;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves trees and blobs by hash to agents that have a certificate, and nothing to others. */
final class StoreRequests {
  private static final Logger log = LoggerFactory.getLogger(StoreRequests.class);
  private static final Pattern PATH = Pattern.compile("/store/(trees|blobs)/([0-9a-f]{64})");
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;

  private final StoreFiles files;
  private final WorkerExecutor workers;

  StoreRequests(StoreFiles files, WorkerExecutor workers) {
    this.files = files;
    this.workers = workers;
  }

  /** Answers a request of a peer, or of nobody that we know. */
  void answer(HttpServerRequest request, Optional<Peer> peer) {
    if (peer.isEmpty()) {
      end(request, UNAUTHORIZED);
      return;
    }
    Matcher path = PATH.matcher(request.path());
    if (!path.matches()) {
      end(request, NOT_FOUND);
      return;
    }
    if (!HttpMethod.GET.equals(request.method())) {
      end(request, NOT_ALLOWED);
      return;
    }
    workers
        .executeBlocking(() -> find(path.group(1), path.group(2)), false)
        .compose(file -> send(request, file))
        .onFailure(failure -> failed(request, peer.get(), failure));
  }

  private Optional<Path> find(String kind, String hash) {
    return "trees".equals(kind) ? files.tree(hash) : files.blob(hash);
  }

  private static Future<Void> send(HttpServerRequest request, Optional<Path> file) {
    if (file.isEmpty()) {
      return end(request, NOT_FOUND);
    }
    return request
        .response()
        .putHeader("Content-Type", "application/octet-stream")
        .sendFile(file.get().toString());
  }

  private static Future<Void> end(HttpServerRequest request, int status) {
    return request.response().setStatusCode(status).end();
  }

  // The agent sees a short body, or none, and asks again.
  private static void failed(HttpServerRequest request, Peer peer, Throwable failure) {
    log.warn("{}: sending {} failed: {}", peer.identity(), request.path(), failure.toString());
    request.connection().close();
  }
}
