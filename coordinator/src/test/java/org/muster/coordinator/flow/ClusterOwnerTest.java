package org.muster.coordinator.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.muster.coordinator.core.controller.Controller;
import org.muster.coordinator.core.controller.TestCluster;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.plan.ModuleSketch;
import org.muster.coordinator.core.state.ClusterLife;
import org.muster.coordinator.testkit.MemoryJournal;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.Phase;
import org.muster.time.Scheduler;

/** Nothing of an owner is seen before it is durable. */
@Timeout(30)
final class ClusterOwnerTest {
  private final MemoryJournal.Store store = new MemoryJournal.Store();
  private final GatedJournal journal = new GatedJournal(new MemoryJournal(store, "one"));
  private final DueTasks scheduler = new DueTasks();
  private final List<String> told = new ArrayList<>();
  private Vertx vertx;
  private BlockingCalls calls;
  private ClusterOwner owner;

  @BeforeEach
  void load() throws Exception {
    vertx = Vertx.vertx();
    calls = new WorkerCalls(vertx, "journal", 1);
    owner = owner();
    journal.letOneThrough();
    await(owner.load());
  }

  private ClusterOwner owner() {
    return new ClusterOwner(
        TestCluster.NAME,
        new OwnerParts(
            Contexts.of(vertx),
            calls,
            journal,
            scheduler,
            "one",
            SnapshotRule.usual("build-1"),
            false),
        new EventJson(),
        new ClusterOwner.Aftermath() {
          @Override
          public void durable(ClusterOwner from, List<Recorded> events) {
            events.forEach(event -> told.add(EventText.of(event.event())));
          }

          @Override
          public void lost(ClusterOwner from) {
            told.add("lost");
          }
        });
  }

  @AfterEach
  void close() throws Exception {
    journal.letAllThrough();
    calls.close();
    await(vertx.close());
  }

  @Test
  void readersAndThoseWhoTellOthersWaitUntilTheStateIsDurable() throws Exception {
    Future<DeploymentId> launch = owner.decide(ClusterOwnerTest::launch);
    Future<ClusterLife> seen = owner.look(state -> state.life());
    Promise<ClusterLife> acted = Promise.promise();
    owner.whenDurable(() -> acted.complete(owner.state().life()));

    await(turnOfTheLoop());
    assertThat(launch.isComplete()).isFalse();
    assertThat(seen.isComplete()).isFalse();
    assertThat(acted.future().isComplete()).isFalse();
    journal.letOneThrough();

    assertThat(await(launch).value()).isEqualTo("d1");
    assertThat(await(seen)).isEqualTo(ClusterLife.UP);
    assertThat(await(acted.future())).isEqualTo(ClusterLife.UP);
    assertThat(told).contains("cluster demo begins");
  }

  @Test
  void whatCouldNotBeKeptNeverHappened() throws Exception {
    journal.fills(true);
    journal.letOneThrough();
    Future<DeploymentId> launch = owner.decide(ClusterOwnerTest::launch);
    assertThatThrownBy(() -> await(launch)).hasMessageContaining("disk is full");
    assertThatThrownBy(() -> await(owner.look(state -> state.life())))
        .hasMessageContaining("disk is full");

    journal.fills(false);
    journal.letAllThrough();
    scheduler.runAll();

    assertThat(await(owner.decide(ClusterOwnerTest::launch)).value()).isEqualTo("d1");
    Future<Integer> deployments = owner.look(state -> state.deployments().size());
    assertThat(deployments.toCompletionStage().toCompletableFuture())
        .succeedsWithin(Duration.ofSeconds(20))
        .isEqualTo(1);
  }

  @Test
  void whoLooksWhileItCannotBeWrittenIsToldSoAndNeedNotWaitForRoom() throws Exception {
    journal.fills(true);
    Future<DeploymentId> launch = owner.decide(ClusterOwnerTest::launch);
    Future<ClusterLife> seen = owner.look(state -> state.life());
    journal.letAllThrough();

    assertThatThrownBy(() -> await(launch)).hasMessageContaining("disk is full");
    assertThatThrownBy(() -> await(seen)).hasMessageContaining("disk is full");
  }

  /** Found by the simulation, seed 279: each failure begot two more attempts. */
  @Test
  void anOwnerWhoseDiskIsFullTriesAgainOneAtATime() throws Exception {
    journal.fills(true);
    journal.letAllThrough();
    Future<DeploymentId> launch = owner.decide(ClusterOwnerTest::launch);
    assertThatThrownBy(() -> await(launch)).hasMessageContaining("disk is full");

    for (int i = 0; i < 5; i++) {
      await(scheduler.isDue());
      assertThat(scheduler.runAll()).isEqualTo(1);
    }
    await(scheduler.isDue());
    journal.fills(false);
    scheduler.runAll();

    assertThat(await(owner.decide(ClusterOwnerTest::launch)).value()).isEqualTo("d1");
    assertThat(journal.read("demo", 0, 10)).extracting(row -> row.epoch()).startsWith(1L, 2L);
  }

  /** Found by the simulation, seed 279: a result that was heard in vain was never said again. */
  @Test
  void whoWasHeardInVainHasToSayItAgain() throws Exception {
    journal.fills(true);
    journal.letAllThrough();

    Future<DeploymentId> launch = owner.decide(ClusterOwnerTest::launch);

    assertThatThrownBy(() -> await(launch)).hasMessageContaining("disk is full");
    await(turnOfTheLoop());
    assertThat(told).contains("lost");
  }

  /** Found by the simulation, seed 10043: both coordinators ended up deposed. */
  @Test
  void whoClaimsWhileTheOldOwnerWritesClaimsAgain() throws Exception {
    journal.letAllThrough();
    ClusterOwner next = owner();
    new MemoryJournal(store, "two")
        .append("demo", 1, 1, Instant.EPOCH, List.of(new EventJson().draft(claimOfAnother())));
    journal.hidesFrom(1);

    await(next.load());

    assertThat(journal.read("demo", 0, 10)).extracting(row -> row.epoch()).endsWith(2L);
    assertThat(await(next.decide(ClusterOwnerTest::launch)).value()).isEqualTo("d1");
  }

  @Test
  void whoWasOvertakenAnswersNobodyAndTellsNobody() throws Exception {
    new MemoryJournal(store, "two")
        .append("demo", 1, 2, Instant.EPOCH, List.of(new EventJson().draft(claimOfAnother())));
    journal.letAllThrough();

    Future<DeploymentId> launch = owner.decide(ClusterOwnerTest::launch);

    assertThatThrownBy(() -> await(launch)).hasMessageContaining("owned by another coordinator");
    assertThatThrownBy(() -> await(owner.look(state -> state.life())))
        .hasMessageContaining("owned by another coordinator");
    Promise<Void> acted = Promise.promise();
    owner.whenDurable(acted::complete);
    await(turnOfTheLoop());
    assertThat(acted.future().isComplete()).isFalse();
  }

  @Test
  void whoWasOvertakenAtRestNoticesWhenItLooks() throws Exception {
    owner.checkOwnership();
    ClusterLife stillOurs = await(owner.look(state -> state.life()));
    assertThat(stillOurs).isEqualTo(ClusterLife.ABSENT);

    new MemoryJournal(store, "two")
        .append("demo", 1, 2, Instant.EPOCH, List.of(new EventJson().draft(claimOfAnother())));
    owner.checkOwnership();

    Future<ClusterLife> denied = lookUntilDenied();
    assertThatThrownBy(() -> await(denied)).hasMessageContaining("owned by another coordinator");
    assertThat(told).contains("lost");
  }

  /** The check reads the journal on a thread of its own, in its own time. */
  private Future<ClusterLife> lookUntilDenied() throws Exception {
    Future<ClusterLife> look = owner.look(state -> state.life());
    while (look.otherwiseEmpty().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS)
        != null) {
      look = owner.look(state -> state.life());
    }
    return look;
  }

  private static Event claimOfAnother() {
    return new Event.OwnershipClaimed("two");
  }

  @Test
  void theClaimComesBeforeWhatWaitedForIt() throws Exception {
    journal.letAllThrough();
    ClusterOwner next = owner();
    Future<DeploymentId> early = next.decide(ClusterOwnerTest::launch);

    await(next.load());
    await(early);

    assertThat(journal.read("demo", 1, 2))
        .extracting(row -> row.type())
        .containsExactly("ownership-claimed", "cluster-created");
    assertThat(journal.read("demo", 0, 10)).extracting(row -> row.epoch()).startsWith(1L, 2L);
  }

  private static DeploymentId launch(Controller mind, Instant at) {
    return mind.launch(
        at,
        TestCluster.spec(1, "100%"),
        ModuleSketch.blueprint(ModuleSketch.module("a", Phase.SETUP)),
        "");
  }

  /** Complete when everything that was handed to the owner before has had its turn. */
  private Future<Void> turnOfTheLoop() {
    Promise<Void> turn = Promise.promise();
    owner.execute(turn::complete);
    return turn.future();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  /** Runs its tasks when it is told to. Thread-safe. */
  private final class DueTasks implements Scheduler {
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    @Override
    public InstantSource clock() {
      return () -> Instant.parse("2026-01-01T00:00:00Z");
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
      tasks.add(task);
      return () -> tasks.remove(task);
    }

    /** How many were due. */
    int runAll() {
      List<Runnable> due = new ArrayList<>();
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        due.add(task);
      }
      due.forEach(Runnable::run);
      return due.size();
    }

    /** Complete as soon as there is a task; looked for by the owner's own thread. */
    private Future<Void> isDue() {
      Promise<Void> due = Promise.promise();
      lookForTask(due);
      return due.future();
    }

    private void lookForTask(Promise<Void> due) {
      if (tasks.isEmpty()) {
        owner.execute(() -> lookForTask(due));
      } else {
        due.complete();
      }
    }
  }
}
