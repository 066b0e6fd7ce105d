package org.muster.coordinator.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Function;
import org.muster.coordinator.core.spec.CommandRequest;
import org.muster.coordinator.core.spec.DeployRequest;
import org.muster.coordinator.core.spec.ScaleRequest;
import org.muster.coordinator.flow.Clusters;
import org.muster.coordinator.http.ClusterRoutes.Begun;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.NodeId;

/**
 * Deployments of a cluster: list, look at, begin, scale, resume, cancel; and commands, a kind of
 * them.
 */
final class DeploymentRoutes implements Routes {
  private final Clusters clusters;
  private final Json json;

  DeploymentRoutes(Clusters clusters, Json json) {
    this.clusters = requireNonNull(clusters, "clusters is null");
    this.json = requireNonNull(json, "json is null");
  }

  @Override
  public List<Endpoint> endpoints() {
    String one = API + "/clusters/{name}";
    return List.of(
        Endpoint.get(one + "/deployments", answer(200, this::list)),
        Endpoint.get(one + "/deployments/{deployment}", answer(200, this::view)),
        Endpoint.post(one + "/deployments", answer(202, this::deploy)),
        Endpoint.post(one + "/scale", answer(202, this::scale)),
        Endpoint.post(one + "/nodes/{node}/replace", answer(202, this::replace)),
        Endpoint.post(one + "/commands", answer(202, this::run)),
        Endpoint.post(one + "/resume", answer(202, this::resume)),
        Endpoint.post(one + "/cancel", answer(202, this::cancel)));
  }

  private Future<?> list(RoutingContext context) {
    return clusters.deployments(Parameters.cluster(context));
  }

  private Future<?> view(RoutingContext context) {
    DeploymentId deployment = Parameters.path(context, "deployment", DeploymentId::new);
    return clusters.deployment(Parameters.cluster(context), deployment);
  }

  private Future<?> deploy(RoutingContext context) {
    DeployRequest request = json.body(context, DeployRequest.class);
    String key = Parameters.idempotencyKey(context);
    return clusters.deploy(Parameters.cluster(context), request, key).map(Begun::new);
  }

  private Future<?> scale(RoutingContext context) {
    ScaleRequest request = json.body(context, ScaleRequest.class);
    String key = Parameters.idempotencyKey(context);
    return clusters.scale(Parameters.cluster(context), request, key).map(Begun::new);
  }

  private Future<?> replace(RoutingContext context) {
    String node = Parameters.path(context, "node", NodeId::new).value();
    String key = Parameters.idempotencyKey(context);
    return clusters.replace(Parameters.cluster(context), node, key).map(Begun::new);
  }

  private Future<?> run(RoutingContext context) {
    CommandRequest request = json.body(context, CommandRequest.class);
    String key = Parameters.idempotencyKey(context);
    return clusters.run(Parameters.cluster(context), request, key).map(Begun::new);
  }

  private Future<?> resume(RoutingContext context) {
    return clusters.resume(Parameters.cluster(context)).map(Begun::new);
  }

  private Future<?> cancel(RoutingContext context) {
    Cancellation which = json.body(context, Cancellation.class);
    return clusters.cancel(Parameters.cluster(context), which.deployment()).map(Begun::new);
  }

  private JsonAnswer answer(int status, Function<RoutingContext, Future<?>> answer) {
    return new JsonAnswer(json, status, answer);
  }

  /** Which deployment to cancel; with an empty id the newest that runs. */
  record Cancellation(String deployment) {
    Cancellation {
      deployment = deployment == null ? "" : deployment;
    }
  }
}
