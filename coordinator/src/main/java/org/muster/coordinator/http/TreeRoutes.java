package org.muster.coordinator.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** Uploads of folders, as a tar stream that goes to a file and never to memory. */
final class TreeRoutes implements Routes {
  private final Vertx vertx;
  private final TreeUploads uploads;
  private final long limit;
  private final Json json;

  TreeRoutes(Vertx vertx, TreeUploads uploads, long limit, Json json) {
    this.vertx = requireNonNull(vertx, "vertx is null");
    this.uploads = requireNonNull(uploads, "uploads is null");
    this.limit = limit;
    this.json = requireNonNull(json, "json is null");
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(API + "/trees", new JsonAnswer(json, 201, this::upload)).takingAStream());
  }

  private Future<?> upload(RoutingContext context) {
    HttpServerRequest request = context.request();
    request.pause();
    // Refused before a byte is read where the client says how much it has.
    if (Parameters.number("Content-Length", lengthOf(request)) > limit) {
      throw tooLarge();
    }
    return vertx
        .fileSystem()
        .createTempFile("muster-upload-", ".tar")
        .compose(file -> receive(request, file).eventually(() -> vertx.fileSystem().delete(file)));
  }

  private Future<Map<String, String>> receive(HttpServerRequest request, String file) {
    return vertx
        .fileSystem()
        .open(file, new OpenOptions().setWrite(true).setTruncateExisting(true))
        .compose(target -> copy(request, target))
        .compose(copied -> vertx.executeBlocking(() -> uploads.keep(Path.of(file)), false))
        .recover(failure -> Future.failedFuture(asMistake(failure, file)))
        .map(hash -> Map.of("tree", hash));
  }

  /** A bad archive is the sender's, who does not know our file's name. */
  private static Throwable asMistake(Throwable failure, String file) {
    return failure instanceof MusterException known && known.code() == ErrorCode.ARTIFACT_CORRUPT
        ? new MusterException(
            ErrorCode.INVALID_INPUT, known.getMessage().replace(file, "the archive"), known)
        : failure;
  }

  private Future<Void> copy(HttpServerRequest request, AsyncFile target) {
    LimitedFile limited = new LimitedFile(target, limit, TreeRoutes::tooLarge);
    // A pipe closes its target at the end, and after a failure too.
    return request.pipe().endOnFailure(true).to(limited);
  }

  private static String lengthOf(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return length == null ? "0" : length;
  }

  private static Refusal tooLarge() {
    return Refusal.tooLarge(
        "the archive is larger than this coordinator takes; leave out what nodes need not have");
  }
}
