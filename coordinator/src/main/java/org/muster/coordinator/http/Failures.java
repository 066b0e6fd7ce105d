package org.muster.coordinator.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a failure becomes an answer, and where an unexpected one is logged. */
final class Failures implements Handler<RoutingContext> {
  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  private final Json json;

  Failures(Json json) {
    this.json = requireNonNull(json, "json is null");
  }

  /** Problems also for paths and methods that are not ours; else they would be bare words. */
  void answerWhatHasNoRoute(Router router) {
    router.errorHandler(404, context -> send(context, refusal(404, context)));
    router.errorHandler(405, context -> send(context, refusal(405, context)));
    router.errorHandler(400, context -> send(context, refusal(400, context)));
  }

  @Override
  public void handle(RoutingContext context) {
    Throwable failure = context.failure();
    if (failure == null || isOfTheRouter(failure)) {
      failure = refusal(context.statusCode(), context);
    }
    send(context, failure);
  }

  private void send(RoutingContext context, Throwable failure) {
    ProblemDetails problem = ProblemDetails.of(failure, context.request().path());
    if (problem.code() == ErrorCode.INTERNAL) {
      log.error("{} {} failed", context.request().method(), context.request().path(), failure);
    }
    HttpServerResponse response = context.response();
    if (response.headWritten()) {
      // Too late to say what happened: a cut connection at least does not look like the end.
      context.request().connection().close();
      return;
    }
    if (!context.request().isEnded()) {
      // What the client still sends is not read; it must not be taken for a next request.
      response.putHeader(HttpHeaders.CONNECTION, "close");
    }
    response
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, ProblemDetails.CONTENT_TYPE)
        .end(json.encode(problem))
        .onFailure(lost -> log.debug("{}: the caller is gone", context.request().path()));
  }

  private static boolean isOfTheRouter(Throwable failure) {
    return !(failure instanceof Refusal)
        && !(failure instanceof MusterException)
        && failure.getClass().getName().startsWith("io.vertx.ext.web");
  }

  private static Refusal refusal(int status, RoutingContext context) {
    String what = context.request().method() + " " + context.request().path();
    return switch (status) {
      case 404 ->
          new Refusal(
              404, ErrorCode.NOT_FOUND, what + " is not in the API; see /api/v1/openapi.yaml");
      case 405 ->
          new Refusal(405, ErrorCode.INVALID_INPUT, what + ": this path does not have that method");
      case 413 -> Refusal.tooLarge(what + ": the body is larger than 4 MiB");
      default -> new Refusal(400, ErrorCode.INVALID_INPUT, what + ": the request is malformed");
    };
  }
}
