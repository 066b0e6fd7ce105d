package org.muster.coordinator.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.muster.coordinator.core.spec.LaunchRequest;
import org.muster.coordinator.flow.Clusters;
import org.muster.protocol.ClusterName;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.NodeId;

/** Clusters: list, look at, launch, stop, start, destroy. */
final class ClusterRoutes implements Routes {
  private final Clusters clusters;
  private final Json json;

  ClusterRoutes(Clusters clusters, Json json) {
    this.clusters = requireNonNull(clusters, "clusters is null");
    this.json = requireNonNull(json, "json is null");
  }

  @Override
  public List<Endpoint> endpoints() {
    String one = API + "/clusters/{name}";
    return List.of(
        Endpoint.get(API + "/clusters", answer(200, context -> clusters.list())),
        Endpoint.post(API + "/clusters", answer(202, this::launch)),
        Endpoint.post(API + "/plan", answer(200, this::plan)),
        Endpoint.get(one, answer(200, this::view)),
        Endpoint.get(one + "/join-data", this::joinData).forOperators(),
        Endpoint.get(one + "/nodes/{node}/entrance", answer(200, this::entrance)).forOperators(),
        Endpoint.delete(one, answer(202, context -> wish(context, clusters::destroy))),
        Endpoint.post(one + "/stop", answer(202, context -> wish(context, clusters::stop))),
        Endpoint.post(one + "/start", answer(202, context -> wish(context, clusters::start))));
  }

  /** Holds a token: nobody keeps a copy on the way. */
  private void joinData(RoutingContext context) {
    Future.succeededFuture(context)
        .compose(asked -> clusters.joinData(Parameters.cluster(asked)))
        .compose(
            text ->
                context
                    .response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(text))
        .onFailure(context::fail);
  }

  private Future<?> entrance(RoutingContext context) {
    return clusters.entrance(
        Parameters.cluster(context), Parameters.path(context, "node", NodeId::new));
  }

  private Future<?> view(RoutingContext context) {
    return clusters.view(Parameters.cluster(context), Parameters.flag(context, "steps"));
  }

  private Future<?> plan(RoutingContext context) {
    return clusters.plan(json.body(context, LaunchRequest.class));
  }

  private Future<?> launch(RoutingContext context) {
    LaunchRequest request = json.body(context, LaunchRequest.class);
    return clusters.launch(request, Parameters.idempotencyKey(context)).map(Begun::new);
  }

  private static Future<?> wish(RoutingContext context, Function<ClusterName, Future<Void>> wish) {
    ClusterName cluster = Parameters.cluster(context);
    return wish.apply(cluster).map(done -> Map.of("cluster", cluster));
  }

  private JsonAnswer answer(int status, Function<RoutingContext, Future<?>> answer) {
    return new JsonAnswer(json, status, answer);
  }

  /** The answer to everything that begins a deployment. */
  record Begun(DeploymentId deployment) {}
}
