package org.muster.coordinator.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.muster.coordinator.flow.Clusters;
import org.muster.protocol.ClusterName;
import org.muster.time.Scheduler;

/** Events of a cluster: a page as JSON, or all from some point on as Server-Sent Events. */
final class EventRoutes implements Routes {
  private static final int DEFAULT_LIMIT = 1_000;
  private static final int MAX_LIMIT = 10_000;

  private final Clusters clusters;
  private final Json json;
  private final Scheduler scheduler;
  private final Set<EventStream> open = new HashSet<>();

  EventRoutes(Clusters clusters, Json json, Scheduler scheduler) {
    this.clusters = requireNonNull(clusters, "clusters is null");
    this.json = requireNonNull(json, "json is null");
    this.scheduler = requireNonNull(scheduler, "scheduler is null");
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(Endpoint.get(API + "/clusters/{name}/events", this::events));
  }

  /** Ends all streams with a word to their readers, who can go on by id elsewhere or later. */
  void close() {
    List.copyOf(open).forEach(stream -> stream.end("the coordinator stops; reconnect later"));
  }

  private void events(RoutingContext context) {
    String accepted = context.request().getHeader(HttpHeaders.ACCEPT);
    if (accepted != null && accepted.contains(EventStream.CONTENT_TYPE)) {
      Future.succeededFuture(context).compose(this::stream).onFailure(context::fail);
    } else {
      new JsonAnswer(json, 200, this::page).handle(context);
    }
  }

  private Future<?> page(RoutingContext context) {
    long limit = Parameters.number(context, "limit", DEFAULT_LIMIT);
    return clusters.events(
        Parameters.cluster(context),
        Parameters.number(context, "after", 0),
        (int) Math.max(1, Math.min(limit, MAX_LIMIT)));
  }

  private Future<Void> stream(RoutingContext context) {
    ClusterName cluster = Parameters.cluster(context);
    long after = lastSeen(context);
    // The view is asked for so that a cluster that is not there is a 404, not an empty stream.
    return clusters
        .view(cluster, false)
        .map(
            view -> {
              open(new EventStream(clusters, cluster, after, context.response(), json, scheduler));
              return null;
            });
  }

  private void open(EventStream stream) {
    open.add(stream);
    stream.begin(() -> open.remove(stream));
  }

  private static long lastSeen(RoutingContext context) {
    String header = context.request().getHeader("Last-Event-ID");
    return header == null || header.isEmpty()
        ? Parameters.number(context, "after", 0)
        : Parameters.number("Last-Event-ID", header);
  }
}
