package org.muster.coordinator.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.muster.coordinator.core.controller.Controller;
import org.muster.coordinator.core.controller.TestCluster;
import org.muster.coordinator.core.plan.ModuleSketch;
import org.muster.coordinator.core.state.ClusterImage;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.testkit.MemoryJournal;
import org.muster.protocol.Phase;
import org.muster.time.Scheduler;

/** The past of a destroyed cluster goes, and no name that it used comes back. */
@Timeout(30)
final class ForgettingTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final MemoryJournal journal = new MemoryJournal(new MemoryJournal.Store(), "one");
  private Vertx vertx;
  private BlockingCalls calls;
  private ClusterOwner owner;

  @BeforeEach
  void launchAndDestroy() throws Exception {
    vertx = Vertx.vertx();
    calls = new WorkerCalls(vertx, "journal", 1);
    owner = owner();
    await(owner.load());
    decide(ForgettingTest::launch);
    decide((mind, at) -> mind.destroy(at));
    decide((mind, at) -> mind.destroyed(at));
  }

  @AfterEach
  void close() throws Exception {
    calls.close();
    await(vertx.close());
  }

  @Test
  void onlyWhatWasDestroyedLongAgoIsForgotten() throws Exception {
    int rows = journal.read("demo", 0, 100).size();

    decide((mind, at) -> mind.forget(at, NOW.minus(Duration.ofDays(30))));

    assertThat(journal.read("demo", 0, 100)).hasSize(rows);
    long beginning = await(owner.look(state -> owner.beginning()));
    assertThat(beginning).isZero();
  }

  @Test
  void whatIsForgottenOnceIsNotForgottenAgain() throws Exception {
    decide((mind, at) -> mind.forget(at, NOW.plusSeconds(1)));
    decide((mind, at) -> mind.forget(at, NOW.plusSeconds(1)));

    assertThat(journal.read("demo", 0, 100))
        .filteredOn(row -> row.type().equals("history-forgotten"))
        .hasSize(1);
  }

  @Test
  void theNextLifeUsesNoNameOfTheLast() throws Exception {
    decide((mind, at) -> mind.forget(at, NOW.plusSeconds(1)));
    long beginning = await(owner.look(state -> owner.beginning()));
    journal.discardBefore("demo", beginning);
    ClusterImage before = await(owner.look(ClusterState::image));

    owner = owner();
    await(owner.load());

    ClusterImage after = await(owner.look(ClusterState::image));
    assertThat(after).isEqualTo(before);
    decide(ForgettingTest::launch);
    ClusterImage next = await(owner.look(ClusterState::image));
    assertThat(next.incarnation()).isEqualTo(2);
    assertThat(next.launches().get(0).wish().launch()).hasToString("l2");
    assertThat(next.deployments().get(0).start().deployment()).hasToString("d2");
  }

  private static void launch(Controller mind, Instant at) {
    mind.launch(
        at,
        TestCluster.spec(1, "100%"),
        ModuleSketch.blueprint(ModuleSketch.module("a", Phase.SETUP)),
        "");
    mind.launched(at, TestCluster.L1, Map.of());
  }

  private ClusterOwner owner() {
    return new ClusterOwner(
        TestCluster.NAME,
        new OwnerParts(
            Contexts.of(vertx),
            calls,
            journal,
            new FixedTime(),
            "one",
            SnapshotRule.usual("build-1"),
            false),
        new EventJson(),
        new ClusterOwner.Aftermath() {
          @Override
          public void durable(ClusterOwner from, List<Recorded> events) {}

          @Override
          public void lost(ClusterOwner from) {}
        });
  }

  /** An input without an answer. */
  private interface Wish {
    void tell(Controller mind, Instant at);
  }

  private void decide(Wish wish) throws Exception {
    await(
        owner.decide(
            (mind, at) -> {
              wish.tell(mind, at);
              return null;
            }));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  /** It is always the same time, and nothing falls due. */
  private static final class FixedTime implements Scheduler {
    @Override
    public InstantSource clock() {
      return () -> NOW;
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
      return () -> {};
    }
  }
}
