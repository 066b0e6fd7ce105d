package org.muster.coordinator.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.coordinator.flow.DemoOwner.await;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.muster.coordinator.core.state.ClusterImage;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.testkit.MemoryJournal;
import org.muster.time.Scheduler;

/** The past of a destroyed cluster goes, and no name that it used comes back. */
@Timeout(30)
final class ForgettingTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final MemoryJournal journal = new MemoryJournal(new MemoryJournal.Store(), "one");
  private Vertx vertx;
  private BlockingCalls calls;
  private DemoOwner demo;

  @BeforeEach
  void launchAndDestroy() throws Exception {
    vertx = Vertx.vertx();
    calls = new WorkerCalls(vertx, "journal", 1);
    demo = demo();
    demo.launchAndDestroy();
  }

  @AfterEach
  void close() throws Exception {
    calls.close();
    await(vertx.close());
  }

  @Test
  void onlyWhatWasDestroyedLongAgoIsForgotten() throws Exception {
    int rows = journal.read("demo", 0, 100).size();

    demo.decide((mind, at) -> mind.forget(at, NOW.minus(Duration.ofDays(30))));

    assertThat(journal.read("demo", 0, 100)).hasSize(rows);
    long beginning = await(demo.owner().look(state -> demo.owner().beginning()));
    assertThat(beginning).isZero();
  }

  @Test
  void whatIsForgottenOnceIsNotForgottenAgain() throws Exception {
    demo.decide((mind, at) -> mind.forget(at, NOW.plusSeconds(1)));
    demo.decide((mind, at) -> mind.forget(at, NOW.plusSeconds(1)));

    assertThat(journal.read("demo", 0, 100))
        .filteredOn(row -> row.type().equals("history-forgotten"))
        .hasSize(1);
  }

  @Test
  void theNextLifeUsesNoNameOfTheLast() throws Exception {
    demo.decide((mind, at) -> mind.forget(at, NOW.plusSeconds(1)));
    long beginning = await(demo.owner().look(state -> demo.owner().beginning()));
    journal.discardBefore("demo", beginning);
    ClusterImage before = await(demo.owner().look(ClusterState::image));

    demo = demo();

    ClusterImage after = await(demo.owner().look(ClusterState::image));
    assertThat(after).isEqualTo(before);
    demo.decide(DemoOwner::launch);
    ClusterImage next = await(demo.owner().look(ClusterState::image));
    assertThat(next.incarnation()).isEqualTo(2);
    assertThat(next.launches().get(0).wish().launch()).hasToString("l2");
    assertThat(next.deployments().get(0).start().deployment()).hasToString("d2");
  }

  private DemoOwner demo() throws Exception {
    return new DemoOwner(
        new OwnerParts(
            Contexts.of(vertx),
            calls,
            journal,
            new FixedTime(),
            "one",
            SnapshotRule.usual("build-1"),
            false));
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
