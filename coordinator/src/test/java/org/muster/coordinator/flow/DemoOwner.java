package org.muster.coordinator.flow;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.muster.coordinator.core.controller.Controller;
import org.muster.coordinator.core.controller.TestCluster;
import org.muster.coordinator.core.plan.ModuleSketch;
import org.muster.protocol.Phase;

/** The owner of cluster demo, which tells nobody, and wishes that need no answer. */
final class DemoOwner {
  private final ClusterOwner owner;

  /** An input without an answer. */
  interface Wish {
    void tell(Controller mind, Instant at);
  }

  /** One that has read its journal. */
  DemoOwner(OwnerParts parts) throws Exception {
    owner = new ClusterOwner(TestCluster.NAME, parts, new EventJson(), new Silence());
    await(owner.load());
  }

  ClusterOwner owner() {
    return owner;
  }

  void launchAndDestroy() throws Exception {
    decide(DemoOwner::launch);
    decide(Controller::destroy);
    decide(Controller::destroyed);
  }

  void decide(Wish wish) throws Exception {
    await(
        owner.decide(
            (mind, at) -> {
              wish.tell(mind, at);
              return null;
            }));
  }

  static void launch(Controller mind, Instant at) {
    mind.launch(
        at,
        TestCluster.spec(1, "100%"),
        ModuleSketch.blueprint(ModuleSketch.module("a", Phase.SETUP)),
        "");
    mind.launched(at, TestCluster.L1, Map.of());
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static final class Silence implements ClusterOwner.Aftermath {
    @Override
    public void durable(ClusterOwner from, List<Recorded> events) {}

    @Override
    public void lost(ClusterOwner from) {}
  }
}
