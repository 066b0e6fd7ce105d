package org.muster.coordinator.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * One route as the OpenAPI document names it.
 *
 * @param path with parameters in braces, such as {@code /api/v1/clusters/{name}}
 */
record Endpoint(
    HttpMethod method, String path, Access access, Body body, Handler<RoutingContext> handler) {

  /** Who may call. */
  enum Access {
    ANYBODY,
    VIEWER,
    OPERATOR
  }

  /** What the request carries. */
  enum Body {
    NONE,
    JSON,
    STREAM
  }

  Endpoint {
    requireNonNull(method, "method is null");
    requireNonNull(path, "path is null");
    requireNonNull(access, "access is null");
    requireNonNull(body, "body is null");
    requireNonNull(handler, "handler is null");
  }

  static Endpoint get(String path, Handler<RoutingContext> handler) {
    return new Endpoint(HttpMethod.GET, path, Access.VIEWER, Body.NONE, handler);
  }

  static Endpoint post(String path, Handler<RoutingContext> handler) {
    return new Endpoint(HttpMethod.POST, path, Access.OPERATOR, Body.JSON, handler);
  }

  static Endpoint delete(String path, Handler<RoutingContext> handler) {
    return new Endpoint(HttpMethod.DELETE, path, Access.OPERATOR, Body.NONE, handler);
  }

  Endpoint openToAnybody() {
    return new Endpoint(method, path, Access.ANYBODY, body, handler);
  }

  /** Also for a look at something that a viewer must not see. */
  Endpoint forOperators() {
    return new Endpoint(method, path, Access.OPERATOR, body, handler);
  }

  Endpoint takingAStream() {
    return new Endpoint(method, path, access, Body.STREAM, handler);
  }

  /** The path as the router writes it, with {@code :name} for a parameter. */
  String routerPath() {
    return path.replaceAll("\\{([a-zA-Z]+)}", ":$1");
  }
}
