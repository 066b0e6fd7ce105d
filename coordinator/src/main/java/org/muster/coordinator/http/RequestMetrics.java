package org.muster.coordinator.http;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Counts and times requests, by route and not by path: names must not become labels. */
final class RequestMetrics implements Handler<RoutingContext> {
  private static final String ROUTE = "muster.route";

  private final MeterRegistry metrics;

  RequestMetrics(MeterRegistry metrics) {
    this.metrics = requireNonNull(metrics, "metrics is null");
  }

  @Override
  public void handle(RoutingContext context) {
    Timer.Sample sample = Timer.start(metrics);
    context.addEndHandler(ended -> sample.stop(timer(context)));
    context.next();
  }

  /** Says which route the request took; those that took none are counted together. */
  void name(RoutingContext context, String route) {
    context.put(ROUTE, route);
    context.next();
  }

  private Timer timer(RoutingContext context) {
    String route = context.get(ROUTE);
    return metrics.timer(
        "muster.http.requests",
        "route",
        route == null ? "none" : route,
        "status",
        Integer.toString(context.response().getStatusCode()));
  }
}
