package org.muster.coordinator.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;

/** Answers with JSON, or hands the failure on, however the function ends: also by a throw. */
final class JsonAnswer implements Handler<RoutingContext> {
  private final Json json;
  private final int status;
  private final Function<RoutingContext, Future<?>> answer;

  JsonAnswer(Json json, int status, Function<RoutingContext, Future<?>> answer) {
    this.json = requireNonNull(json, "json is null");
    this.status = status;
    this.answer = requireNonNull(answer, "answer is null");
  }

  @Override
  public void handle(RoutingContext context) {
    Future.succeededFuture(context)
        .compose(this::answer)
        .map(json::encode)
        .compose(body -> send(context, body))
        .onFailure(context::fail);
  }

  private Future<Object> answer(RoutingContext context) {
    return answer.apply(context).map(value -> value);
  }

  private Future<Void> send(RoutingContext context, Buffer body) {
    if (context.response().closed()) {
      return Future.succeededFuture();
    }
    return context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(body);
  }
}
