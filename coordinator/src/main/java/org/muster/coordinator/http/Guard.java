package org.muster.coordinator.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.muster.error.ErrorCode;

/**
 * Lets nobody in without the token, and no page of another site at all: the host and the origin of
 * a request must be our own, so that a name that somebody points at 127.0.0.1 does not help.
 */
final class Guard {
  private static final String SCHEME = "Bearer ";

  private final ApiToken token;
  private final Set<String> hosts;
  private final String protocol;

  Guard(ApiToken token, ApiConfig config) {
    this.token = requireNonNull(token, "token is null");
    this.hosts = Set.of("localhost", "127.0.0.1", "::1", "[::1]", "host:" + config.host());
    this.protocol = config.isEncrypted() ? "https" : "http";
  }

  /** Checks host and origin: for every request. */
  Handler<RoutingContext> place() {
    return context -> {
      checkPlace(context.request());
      context.next();
    };
  }

  /** Checks the token. */
  Handler<RoutingContext> token() {
    return context -> {
      checkToken(context.request());
      context.next();
    };
  }

  private void checkPlace(HttpServerRequest request) {
    HostAndPort authority = request.authority();
    if (authority == null || !isOurs(authority, request)) {
      throw Refusal.forbidden(
          "the header Host names another place than this coordinator; call it by its own address");
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null && !origin.equals(protocol + "://" + authority)) {
      throw Refusal.forbidden("pages of other sites may not call this coordinator");
    }
  }

  private boolean isOurs(HostAndPort authority, HttpServerRequest request) {
    boolean known = hosts.contains(authority.host()) || hosts.contains("host:" + authority.host());
    int port = authority.port() > 0 ? authority.port() : protocol.equals("https") ? 443 : 80;
    return known && port == request.localAddress().port();
  }

  private void checkToken(HttpServerRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.startsWith(SCHEME)) {
      throw new Refusal(
          401,
          ErrorCode.UNAUTHORIZED,
          "the header Authorization is missing; send 'Bearer' and the token in MUSTER_HOME/token");
    }
    if (!token.matches(header.substring(SCHEME.length()).strip())) {
      throw new Refusal(
          401,
          ErrorCode.UNAUTHORIZED,
          "the token is not the one of this coordinator; it is in MUSTER_HOME/token there");
    }
  }
}
