package org.muster.coordinator.link;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.muster.error.ErrorCode;
import org.muster.protocol.Codec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where agents connect: they join, link up and fetch files here. */
public final class AgentListener {
  private static final Logger log = LoggerFactory.getLogger(AgentListener.class);
  private static final int WORKERS = 2;
  private static final Duration BACK_SOON = Duration.ofMillis(500);

  private final Vertx vertx;
  private final LinkShared shared;
  private final WorkerExecutor workers;
  private volatile Optional<String> deployment = Optional.empty();
  private volatile int port;

  private AgentListener(
      Vertx vertx, LinkSettings settings, LinkKeys keys, LinkPorts ports, WorkerExecutor workers) {
    this.vertx = vertx;
    this.workers = workers;
    Codec codec = new Codec();
    this.shared =
        new LinkShared(
            settings,
            keys,
            ports,
            codec,
            new Frames(codec),
            new Roster(),
            new JoinSteps(keys, ports.desk(), workers, ports.scheduler().clock()),
            new Renewals(keys, ports.desk(), workers));
  }

  /** Starts to listen; completes when agents can connect. */
  public static Future<AgentListener> start(
      Vertx vertx, LinkSettings settings, LinkKeys keys, LinkPorts ports) {
    WorkerExecutor workers = vertx.createSharedWorkerExecutor("muster-link", WORKERS);
    AgentListener listener = new AgentListener(vertx, settings, keys, ports, workers);
    return listener
        .deployLoops()
        .map(listener)
        .recover(failure -> listener.close().transform(closed -> Future.failedFuture(failure)));
  }

  /** The port that it listens on. */
  public int port() {
    return port;
  }

  /** Tells the agents to come back soon, and stops listening. */
  public Future<Void> close() {
    shared
        .roster()
        .all()
        .forEach(
            agent ->
                agent.close(ErrorCode.COORDINATOR_UNREACHABLE, "the coordinator stops", BACK_SOON));
    return deployment
        .map(vertx::undeploy)
        .orElse(Future.succeededFuture())
        .eventually(workers::close);
  }

  private Future<Void> deployLoops() {
    ConnectionNames names = new ConnectionNames();
    StoreRequests store = new StoreRequests(shared.ports().store(), workers);
    Queue<ListenerVerticle> loops = new ConcurrentLinkedQueue<>();
    return vertx
        .deployVerticle(
            () -> {
              ListenerVerticle loop = new ListenerVerticle(shared, names, store);
              loops.add(loop);
              return loop;
            },
            new DeploymentOptions().setInstances(shared.settings().loops()))
        .onSuccess(id -> listening(id, loops.element().port()))
        .mapEmpty();
  }

  private void listening(String id, int actualPort) {
    deployment = Optional.of(id);
    port = actualPort;
    log.info("agents connect to {} port {}", shared.settings().host(), port);
  }
}
