package org.muster.coordinator.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.muster.error.ErrorCode;

/**
 * Lets nobody in without the token, and no page of another site at all: the host and the origin of
 * a request must be our own, so that a name that somebody points at 127.0.0.1 does not help.
 */
final class Guard {
  private static final String SCHEME = "Bearer ";

  private final ApiTokens tokens;
  private final Set<String> hosts;
  private final String protocol;

  Guard(ApiTokens tokens, ApiConfig config) {
    this.tokens = requireNonNull(tokens, "tokens is null");
    this.hosts = new HashSet<>(List.of("localhost", "127.0.0.1", "::1", "[::1]"));
    add(config.host());
    config.names().forEach(this::add);
    this.protocol = config.isEncrypted() ? "https" : "http";
  }

  private void add(String host) {
    hosts.add(host);
    if (host.contains(":")) {
      hosts.add("[" + host + "]");
    }
  }

  /** Checks host and origin: for every request. */
  Handler<RoutingContext> place() {
    return context -> {
      checkPlace(context.request());
      context.next();
    };
  }

  /** Lets in who may look. */
  Handler<RoutingContext> viewer() {
    return context -> {
      String shown = shownBy(context.request());
      if (!tokens.operator().matches(shown) && !tokens.viewer().matches(shown)) {
        throw wrongToken();
      }
      context.next();
    };
  }

  /** Lets in who may change things. */
  Handler<RoutingContext> operator() {
    return context -> {
      String shown = shownBy(context.request());
      if (!tokens.operator().matches(shown)) {
        throw tokens.viewer().matches(shown) ? onlyLooking() : wrongToken();
      }
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
    int port = authority.port() > 0 ? authority.port() : protocol.equals("https") ? 443 : 80;
    return hosts.contains(authority.host()) && port == request.localAddress().port();
  }

  private static String shownBy(HttpServerRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.startsWith(SCHEME)) {
      throw new Refusal(
          401,
          ErrorCode.UNAUTHORIZED,
          "the header Authorization is missing; send 'Bearer' and the token in MUSTER_HOME/token");
    }
    return header.substring(SCHEME.length()).strip();
  }

  private static Refusal wrongToken() {
    return new Refusal(
        401,
        ErrorCode.UNAUTHORIZED,
        "the token is not the one of this coordinator; it is in MUSTER_HOME/token there");
  }

  private static Refusal onlyLooking() {
    return Refusal.forbidden(
        "this token is a viewer's, who may look but change nothing; use the one in MUSTER_HOME/token");
  }
}
