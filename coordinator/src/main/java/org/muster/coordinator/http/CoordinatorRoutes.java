package org.muster.coordinator.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/** The coordinator itself: version, health, metrics, shutdown. */
final class CoordinatorRoutes implements Routes {
  private final String version;
  private final ApiParts parts;
  private final Json json;

  CoordinatorRoutes(String version, ApiParts parts, Json json) {
    this.version = requireNonNull(version, "version is null");
    this.parts = requireNonNull(parts, "parts is null");
    this.json = requireNonNull(json, "json is null");
  }

  @Override
  public List<Endpoint> endpoints() {
    JsonAnswer health = new JsonAnswer(json, 200, this::health);
    return List.of(
        Endpoint.get(API + "/version", new JsonAnswer(json, 200, this::version)),
        Endpoint.get(API + "/health", health).openToAnybody(),
        Endpoint.get("/health", health).openToAnybody(),
        Endpoint.get(API + "/storage", new JsonAnswer(json, 200, context -> parts.storage().get())),
        Endpoint.get(API + "/metrics", this::scrape),
        Endpoint.get("/metrics", this::scrape),
        Endpoint.post(API + "/shutdown", this::shutdown));
  }

  private Future<?> version(RoutingContext context) {
    return Future.succeededFuture(Map.of("version", version, "api", 1));
  }

  /** Says no more than that it serves: anybody may ask. */
  private Future<?> health(RoutingContext context) {
    return Future.succeededFuture(Map.of("status", "up"));
  }

  private void scrape(RoutingContext context) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
        .end(parts.metrics().scrape())
        .onFailure(context::fail);
  }

  private void shutdown(RoutingContext context) {
    context
        .response()
        .setStatusCode(202)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end("{}")
        .onComplete(answered -> parts.shutdown().run());
  }
}
