package org.muster.coordinator.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.muster.coordinator.flow.Clusters;
import org.muster.coordinator.flow.Clusters.LogSlice;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.ClusterName;
import org.muster.protocol.StepKey;

/** The output of steps, by offset. */
final class LogRoutes implements Routes {
  /** Where the data begins: later than asked for when bytes were lost before it. */
  static final String OFFSET = "Muster-Log-Offset";

  /** Whether the step is over and this reaches its end. */
  static final String COMPLETE = "Muster-Log-Complete";

  private static final int DEFAULT_BYTES = 64 * 1024;
  private static final int MAX_BYTES = 1024 * 1024;

  private final Clusters clusters;

  LogRoutes(Clusters clusters) {
    this.clusters = requireNonNull(clusters, "clusters is null");
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(Endpoint.get(API + "/clusters/{name}/logs", this::log));
  }

  private void log(RoutingContext context) {
    Future.succeededFuture(context)
        .compose(this::slice)
        .compose(slice -> send(slice, context.response()))
        .onFailure(context::fail);
  }

  private Future<LogSlice> slice(RoutingContext context) {
    ClusterName cluster = Parameters.cluster(context);
    String key = context.request().getParam("step");
    if (key == null) {
      throw Refusal.badRequest(
          "the parameter step is missing; give cluster/deployment/node/module/phase/attempt");
    }
    StepKey step = Parameters.parsed(key, StepKey::parse);
    if (!step.cluster().equals(cluster)) {
      throw new MusterException(
          ErrorCode.NOT_FOUND, "step %s is not one of cluster %s".formatted(step, cluster));
    }
    long bytes = Parameters.number(context, "max", DEFAULT_BYTES);
    return clusters.log(
        step,
        Parameters.number(context, "offset", 0),
        (int) Math.max(1, Math.min(bytes, MAX_BYTES)));
  }

  private static Future<Void> send(LogSlice slice, HttpServerResponse response) {
    return response
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream")
        .putHeader(OFFSET, Long.toString(slice.offset()))
        .putHeader(COMPLETE, Boolean.toString(slice.isComplete()))
        .end(Buffer.buffer(slice.data()));
  }
}
