package org.muster.coordinator.flow;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.muster.coordinator.core.controller.Controller;
import org.muster.coordinator.core.plan.Planner;
import org.muster.coordinator.core.spec.CommandRequest;
import org.muster.coordinator.core.spec.DeployRequest;
import org.muster.coordinator.core.spec.LaunchRequest;
import org.muster.coordinator.core.spec.ScaleRequest;
import org.muster.coordinator.core.spec.Wish;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.view.ClusterSummary;
import org.muster.coordinator.core.view.ClusterView;
import org.muster.coordinator.core.view.ClusterViews;
import org.muster.coordinator.core.view.DeploymentView;
import org.muster.coordinator.core.view.EntranceView;
import org.muster.coordinator.core.view.EventView;
import org.muster.coordinator.core.view.PlanView;
import org.muster.coordinator.journal.JournalRow;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.ClusterName;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.NodeId;
import org.muster.protocol.StepKey;

/** The clusters of this process, as the API asks for them. Thread-safe. */
public final class LocalClusters implements Clusters {
  private final ClusterKit kit;
  private final Services services;
  private final LaunchChecks checks;

  LocalClusters(ClusterKit kit, Services services, LaunchChecks checks) {
    this.kit = kit;
    this.services = services;
    this.checks = checks;
  }

  @Override
  public Future<List<ClusterSummary>> list() {
    List<Future<Optional<ClusterSummary>>> answers = new ArrayList<>();
    for (ClusterService service : services.all()) {
      answers.add(
          service
              .owner()
              .look(
                  state ->
                      state.isPresent()
                          ? Optional.of(views(service, state).summary())
                          : Optional.<ClusterSummary>empty())
              .recover(failure -> ownedElsewhere(service.owner().name(), failure)));
    }
    return home(
        Future.all(answers)
            .map(
                all ->
                    answers.stream()
                        .flatMap(answer -> answer.result().stream())
                        .sorted((a, b) -> a.name().compareTo(b.name()))
                        .toList()));
  }

  /** One that was lost to another coordinator says so, and hides none of the others. */
  private static Future<Optional<ClusterSummary>> ownedElsewhere(
      ClusterName name, Throwable failure) {
    return failure instanceof MusterException known && known.code() == ErrorCode.OWNERSHIP_LOST
        ? Future.succeededFuture(Optional.of(ClusterSummary.ownedElsewhere(name)))
        : Future.failedFuture(failure);
  }

  private static ClusterViews views(ClusterService service, ClusterState state) {
    return new ClusterViews(state, service.observations());
  }

  @Override
  public Future<ClusterView> view(ClusterName cluster, boolean withSteps) {
    return look(
        cluster,
        service -> state -> views(service, state).view(service.owner().seq(), now(), withSteps));
  }

  @Override
  public Future<DeploymentView> deployment(ClusterName cluster, DeploymentId id) {
    return look(
        cluster,
        service ->
            state ->
                views(service, state)
                    .deployment(
                        state
                            .deployment(id)
                            .orElseThrow(
                                () ->
                                    new MusterException(
                                        ErrorCode.NOT_FOUND,
                                        "cluster '%s' has no deployment '%s'"
                                            .formatted(cluster, id))),
                        true));
  }

  @Override
  public Future<List<DeploymentView>> deployments(ClusterName cluster) {
    return look(
        cluster,
        service ->
            state -> {
              List<DeploymentView> newestFirst = new ArrayList<>();
              for (DeploymentState deployment : state.deployments()) {
                newestFirst.add(0, views(service, state).deployment(deployment, false));
              }
              return newestFirst;
            });
  }

  @Override
  public Future<PlanView> plan(LaunchRequest request) {
    return home(kit.parts().artifactCalls().run(() -> checks.preview(request)));
  }

  @Override
  public Future<DeploymentId> launch(LaunchRequest request, String idempotencyKey) {
    return home(
        kit.parts()
            .artifactCalls()
            .run(() -> checks.check(request))
            .compose(wish -> launch(wish, request.secrets(), idempotencyKey)));
  }

  Future<DeploymentId> launch(Wish wish, Map<String, String> secrets, String key) {
    return loaded(wish.spec().name())
        .compose(service -> refuseIfPresent(service, key).map(service))
        .compose(service -> service.keep(secrets).map(service))
        .compose(
            service ->
                service
                    .owner()
                    .decide((mind, at) -> mind.launch(at, wish.spec(), wish.blueprint(), key)));
  }

  /** Before the secrets of a cluster that stands are replaced. */
  private static Future<Void> refuseIfPresent(ClusterService service, String key) {
    return service
        .owner()
        .look(
            state -> {
              if (state.isPresent() && state.answered(key).isEmpty()) {
                throw new MusterException(
                    ErrorCode.CONFLICT,
                    ("cluster '%s' is there already; see 'muster status %s', go on with 'muster"
                            + " resume %s', or remove it with 'muster destroy %s'")
                        .formatted(state.name(), state.name(), state.name(), state.name()));
              }
              return null;
            });
  }

  private Future<ClusterService> loaded(ClusterName name) {
    Services.Made made = services.findOrMake(name);
    return made.isNew()
        ? made.service().load().map(made.service())
        : Future.succeededFuture(made.service());
  }

  @Override
  public Future<DeploymentId> deploy(
      ClusterName cluster, DeployRequest request, String idempotencyKey) {
    return home(
        find(cluster)
            .compose(
                service ->
                    service
                        .owner()
                        .look(Redeployment::of)
                        .compose(
                            before ->
                                kit.parts()
                                    .artifactCalls()
                                    .run(
                                        () ->
                                            before.blueprint(
                                                request,
                                                checks.catalogue(request, before.current()))))
                        .compose(
                            blueprint -> {
                              Planner.plan(blueprint);
                              return service
                                  .owner()
                                  .decide(
                                      (mind, at) ->
                                          mind.deploy(
                                              at, blueprint, request.isForced(), idempotencyKey));
                            })));
  }

  @Override
  public Future<DeploymentId> scale(
      ClusterName cluster, ScaleRequest request, String idempotencyKey) {
    return decide(cluster, (mind, at) -> mind.scale(at, request, idempotencyKey));
  }

  @Override
  public Future<DeploymentId> replace(ClusterName cluster, String node, String idempotencyKey) {
    return decide(cluster, (mind, at) -> mind.replace(at, node, idempotencyKey));
  }

  @Override
  public Future<DeploymentId> resume(ClusterName cluster) {
    return decide(cluster, Controller::resume);
  }

  @Override
  public Future<DeploymentId> cancel(ClusterName cluster, String deployment) {
    return decide(cluster, (mind, at) -> mind.cancel(at, deployment, "cancelled by the user"));
  }

  @Override
  public Future<DeploymentId> run(
      ClusterName cluster, CommandRequest request, String idempotencyKey) {
    if (request.arguments().isEmpty()) {
      return Future.failedFuture(
          new MusterException(ErrorCode.INVALID_INPUT, "the command is empty; say what to run"));
    }
    return decide(cluster, (mind, at) -> mind.run(at, request, idempotencyKey));
  }

  @Override
  public Future<Void> stop(ClusterName cluster) {
    return tell(cluster, Controller::stop);
  }

  @Override
  public Future<Void> start(ClusterName cluster) {
    return tell(cluster, Controller::start);
  }

  @Override
  public Future<Void> destroy(ClusterName cluster) {
    return tell(cluster, Controller::destroy);
  }

  @Override
  public Future<String> joinData(ClusterName cluster) {
    return home(
        look(cluster, service -> state -> state.spec().provider().kind())
            .compose(
                kind ->
                    kit.parts().providerCalls().run(() -> kit.parts().joinData(cluster, kind))));
  }

  @Override
  public Future<EntranceView> entrance(ClusterName cluster, NodeId node) {
    return home(
        look(cluster, service -> state -> Entrances.to(state, node))
            .compose(
                to ->
                    kit.parts()
                        .providerCalls()
                        .run(
                            () ->
                                kit.parts()
                                    .providers()
                                    .get(to.life().provider().kind())
                                    .entrance(to.life(), node, to.instance()))));
  }

  @Override
  public Future<List<EventView>> events(ClusterName cluster, long after, int limit) {
    return home(
        kit.parts()
            .logCalls()
            .run(() -> kit.owner().journal().read(cluster.value(), after, limit))
            .map(rows -> rows.stream().map(this::view).toList()));
  }

  private EventView view(JournalRow row) {
    return new EventView(
        row.seq(),
        row.epoch(),
        row.at(),
        row.type(),
        EventText.of(kit.json().event(row.type(), row.body())),
        kit.json().body(row.body()));
  }

  @Override
  public Subscription follow(ClusterName cluster, long after, Consumer<EventView> listener) {
    Optional<ClusterService> service = services.find(cluster);
    if (service.isEmpty()) {
      return () -> {};
    }
    CatchUp catchUp = new CatchUp(after, listener);
    long id = service.get().followers().add(catchUp);
    pageFrom(cluster, after, catchUp);
    return () -> service.get().followers().remove(id);
  }

  private void pageFrom(ClusterName cluster, long after, CatchUp catchUp) {
    int page = 500;
    events(cluster, after, page)
        .onSuccess(
            events -> {
              if (events.size() == page) {
                catchUp.past(events, false);
                pageFrom(cluster, events.get(page - 1).seq(), catchUp);
              } else {
                catchUp.past(events, true);
              }
            });
  }

  @Override
  public Future<LogSlice> log(StepKey step, long offset, int maxBytes) {
    return home(
        find(step.cluster())
            .compose(service -> service.owner().look(state -> LogSlices.endOf(state, step)))
            .compose(
                end ->
                    kit.parts()
                        .logCalls()
                        .run(() -> LogSlices.read(kit.logs(), step, offset, maxBytes, end))));
  }

  private Future<Void> tell(ClusterName cluster, BiConsumer<Controller, Instant> input) {
    return decide(
        cluster,
        (mind, at) -> {
          input.accept(mind, at);
          return null;
        });
  }

  <R> Future<R> decide(ClusterName cluster, BiFunction<Controller, Instant, R> input) {
    return home(find(cluster).compose(service -> service.owner().decide(input)));
  }

  <R> Future<R> look(
      ClusterName cluster, Function<ClusterService, Function<ClusterState, R>> reader) {
    return home(
        find(cluster)
            .compose(
                service ->
                    service
                        .owner()
                        .look(state -> reader.apply(service).apply(present(cluster, state)))));
  }

  private static ClusterState present(ClusterName cluster, ClusterState state) {
    if (!state.isPresent()) {
      throw notThere(cluster);
    }
    return state;
  }

  private Future<ClusterService> find(ClusterName cluster) {
    return services
        .find(cluster)
        .map(Future::succeededFuture)
        .orElse(Future.failedFuture(notThere(cluster)));
  }

  private static MusterException notThere(ClusterName cluster) {
    return new MusterException(
        ErrorCode.NOT_FOUND,
        "there is no cluster '%s'; see 'muster status', or make it with 'muster launch %s'"
            .formatted(cluster, cluster));
  }

  private Instant now() {
    return kit.owner().scheduler().clock().instant();
  }

  /** Brings an answer to the context of whoever asked. */
  static <R> Future<R> home(Future<R> answer) {
    Promise<R> promise = Promise.promise();
    Context caller = Vertx.currentContext();
    if (caller == null) {
      return answer;
    }
    answer.onComplete(done -> caller.runOnContext(now -> promise.handle(done)));
    return promise.future();
  }
}
