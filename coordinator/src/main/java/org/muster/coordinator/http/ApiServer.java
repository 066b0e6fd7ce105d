package org.muster.coordinator.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** Serves the API, its event streams and the dashboard. */
public final class ApiServer {
  private static final long BODY_LIMIT = 4L << 20;
  private static final long SHUTDOWN_SECONDS = 3;

  private final Vertx vertx;
  private final ApiConfig config;
  private final Guard guard;
  private final Failures failures;
  private final RequestMetrics requests;
  private final EventRoutes events;
  private final List<Routes> routes;
  private Context context; // of the server and all its connections
  private HttpServer server;

  public ApiServer(Vertx vertx, ApiConfig config, ApiTokens tokens, ApiParts parts) {
    this.vertx = requireNonNull(vertx, "vertx is null");
    this.config = requireNonNull(config, "config is null");
    this.guard = new Guard(tokens, config);
    this.requests = new RequestMetrics(parts.metrics());
    Json json = new Json();
    this.failures = new Failures(json);
    this.events = new EventRoutes(parts.clusters(), json, parts.scheduler());
    // The table of contents of the API.
    this.routes =
        List.of(
            new CoordinatorRoutes(config.version(), parts, json),
            new ClusterRoutes(parts.clusters(), json),
            new DeploymentRoutes(parts.clusters(), json),
            events,
            new LogRoutes(parts.clusters()),
            new TreeRoutes(vertx, parts.uploads(), config.uploadLimit(), json),
            new ModuleRoutes(parts.catalogue(), json),
            new ImageRoutes(parts.images(), json),
            new PageRoutes());
  }

  /** Begins to serve; the answer is the port. */
  public Future<Integer> start() {
    // HTTP/1.1 only: a refusal may have to end its connection, and HTTP/2 has no such header.
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(config.host())
            .setPort(config.port())
            .setHttp2ClearTextEnabled(false)
            .setAlpnVersions(List.of(HttpVersion.HTTP_1_1));
    if (config.isEncrypted()) {
      options
          .setSsl(true)
          .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .addCertValue(Buffer.buffer(config.certificate().pemChain()))
                  .addKeyValue(Buffer.buffer(config.certificate().pemKey())));
    }
    server = vertx.createHttpServer(options).requestHandler(router());
    context = vertx.getOrCreateContext();
    return onContext(server::listen)
        .map(HttpServer::actualPort)
        .recover(failure -> Future.failedFuture(notServing(failure)));
  }

  /** Ends the streams, lets running requests finish, and frees the port. */
  public Future<Void> close() {
    if (server == null) {
      return Future.succeededFuture();
    }
    return onContext(
        () -> {
          events.close();
          return server.shutdown(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        });
  }

  private <T> Future<T> onContext(Supplier<Future<T>> action) {
    Promise<T> done = Promise.promise();
    context.runOnContext(now -> action.get().onComplete(done));
    return done.future();
  }

  List<Endpoint> endpoints() {
    return routes.stream().flatMap(noun -> noun.endpoints().stream()).toList();
  }

  private Router router() {
    Router router = Router.router(vertx);
    router.route().handler(requests).handler(guard.place()).failureHandler(failures);
    for (Endpoint endpoint : endpoints()) {
      add(router, endpoint);
    }
    failures.answerWhatHasNoRoute(router);
    return router;
  }

  private void add(Router router, Endpoint endpoint) {
    // On a route of its own: the router wants body handlers first on theirs.
    Route admission = router.route(endpoint.method(), endpoint.routerPath());
    admission.handler(context -> requests.name(context, endpoint.path()));
    switch (endpoint.access()) {
      case VIEWER -> admission.handler(guard.viewer());
      case OPERATOR -> admission.handler(guard.operator());
      case ANYBODY -> {}
    }
    Route route = router.route(endpoint.method(), endpoint.routerPath());
    switch (endpoint.body()) {
      case JSON -> route.handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT));
      case NONE, STREAM -> {}
    }
    route.handler(endpoint.handler());
  }

  private MusterException notServing(Throwable failure) {
    return new MusterException(
        ErrorCode.ENVIRONMENT,
        "serving the API on %s:%d: %s; choose another with --api-listen"
            .formatted(config.host(), config.port(), failure.getMessage()),
        failure);
  }
}
