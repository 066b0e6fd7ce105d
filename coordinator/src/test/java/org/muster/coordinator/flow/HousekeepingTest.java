package org.muster.coordinator.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.muster.coordinator.flow.DemoOwner.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.muster.coordinator.artifact.Blob;
import org.muster.coordinator.artifact.Store;
import org.muster.coordinator.core.controller.TestCluster;
import org.muster.coordinator.link.ca.LaunchTokens;
import org.muster.coordinator.testkit.MemoryJournal;
import org.muster.protocol.ClusterName;
import org.muster.protocol.Sha256;
import org.muster.protocol.StepKey;
import org.muster.protocol.Tree;
import org.muster.protocol.TreeEntry;
import org.muster.time.Scheduler;

/** A whole round: past of destroyed clusters, outputs and artifacts, each on its own. */
@Timeout(30)
final class HousekeepingTest {
  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
  private static final StepKey STEP = StepKey.parse("demo/d1/worker-1/floods/setup/1");

  @TempDir private Path folder;
  private final MemoryJournal journal = new MemoryJournal(new MemoryJournal.Store(), "one");
  private final HandTime time = new HandTime();
  private Vertx vertx;
  private BlockingCalls calls;
  private LogStore logs;
  private Store store;
  private Sha256 tree;

  @BeforeEach
  void leaveAPast() throws Exception {
    vertx = Vertx.vertx();
    calls = new WorkerCalls(vertx, "calls", 1);
    logs = new LogStore(folder.resolve("logs"));
    store = new Store(folder.resolve("store"), time.clock());
    Blob blob = store.put(new ByteArrayInputStream("old".getBytes(UTF_8)));
    tree =
        store.putTree(
            Tree.of(List.of(new TreeEntry.Content("a", blob.sha256(), blob.size(), false))));
    logs.append(STEP, 0, "old".getBytes(UTF_8));
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(THEN));
      }
    }
    new DemoOwner(owner()).launchAndDestroy();
  }

  @AfterEach
  void close() throws Exception {
    calls.close();
    await(vertx.close());
  }

  @Test
  void nothingGoesBeforeItsTime() throws Exception {
    long first = firstRow();
    time.now = THEN.plus(Duration.ofDays(29));

    await(housekeeping(calls).round());

    assertThat(firstRow()).isEqualTo(first);
    assertThat(logs.position(STEP)).isEqualTo(3);
    assertThat(store.tree(tree)).isPresent();
  }

  @Test
  void whatNobodyNeedsGoesAfterItsTime() throws Exception {
    long first = firstRow();
    time.now = THEN.plus(Duration.ofDays(31));

    await(housekeeping(calls).round());

    assertThat(firstRow()).isGreaterThan(first);
    assertThat(logs.position(STEP)).isZero();
    assertThat(store.tree(tree)).isEmpty();
  }

  @Test
  void eachPartGoesOnWhenAnotherFails() throws Exception {
    long first = firstRow();
    time.now = THEN.plus(Duration.ofDays(31));
    Housekeeping housekeeping = housekeeping(new BrokenCalls());

    assertThatThrownBy(() -> await(housekeeping.round())).hasMessageContaining("store is gone");

    assertThat(firstRow()).isGreaterThan(first);
    assertThat(logs.position(STEP)).isZero();
    assertThat(store.tree(tree)).isPresent();
  }

  @Test
  void itTidiesAfterTenMinutesAndThenEveryHourUntilItIsClosed() throws Exception {
    Housekeeping housekeeping = housekeeping(new BrokenCalls()); // even after a round that failed
    housekeeping.begin();
    assertThat(time.next().delay()).isEqualTo(Duration.ofMinutes(10));

    housekeeping.roundUnlessClosed();
    Due second = time.next();
    assertThat(second.delay()).isEqualTo(Duration.ofHours(1));

    housekeeping.close();
    second.task().run();
    assertThat(time.due).isEmpty();
  }

  private long firstRow() {
    return journal.read("demo", 0, 100).get(0).seq();
  }

  private OwnerParts owner() {
    return new OwnerParts(
        Contexts.of(vertx), calls, journal, time, "one", SnapshotRule.usual("build-1"), false);
  }

  /** Of a coordinator that has just read its journal. */
  private Housekeeping housekeeping(BlockingCalls artifactCalls) throws Exception {
    ServiceParts parts =
        new ServiceParts(
            Map.of(),
            (spec, progress) -> {
              throw new IllegalStateException("nothing is resolved here");
            },
            LaunchTokens.of(new byte[32]),
            () -> List.of(URI.create("wss://coordinator:1")),
            "sha256/pin",
            "tested",
            calls,
            artifactCalls,
            calls);
    ClusterKit kit =
        new ClusterKit(
            owner(),
            parts,
            new EventJson(),
            logs,
            new NoSecrets(),
            new LogAllowance(),
            new Observations());
    Services services = new Services(kit);
    await(services.findOrMake(TestCluster.NAME).service().load());
    return new Housekeeping(kit, services, new Upkeep(store, Retention.DEFAULT));
  }

  private record Due(Duration delay, Runnable task) {}

  /** Goes on when the test says so, and keeps what falls due. */
  private static final class HandTime implements Scheduler {
    private final BlockingQueue<Due> due = new LinkedBlockingQueue<>();
    private volatile Instant now = THEN;

    @Override
    public InstantSource clock() {
      return () -> now;
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
      due.add(new Due(delay, task));
      return () -> {};
    }

    Due next() throws InterruptedException {
      Due next = due.poll(20, TimeUnit.SECONDS);
      assertThat(next).as("what falls due").isNotNull();
      return next;
    }
  }

  /** Of a store whose disk is gone. */
  private static final class BrokenCalls implements BlockingCalls {
    @Override
    public <T> Future<T> run(Callable<T> call) {
      return Future.failedFuture(new IllegalStateException("store is gone"));
    }

    @Override
    public <T> Future<T> runInOrder(Callable<T> call) {
      return run(call);
    }

    @Override
    public void close() {}
  }

  private static final class NoSecrets implements SecretValues {
    @Override
    public void save(ClusterName cluster, Map<String, String> secrets) {}

    @Override
    public Map<String, String> load(ClusterName cluster) {
      return Map.of();
    }

    @Override
    public void forget(ClusterName cluster) {}
  }
}
