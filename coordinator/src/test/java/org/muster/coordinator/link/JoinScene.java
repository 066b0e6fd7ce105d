package org.muster.coordinator.link;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.muster.coordinator.app.VertxScheduler;
import org.muster.coordinator.core.membership.InstanceRecord;
import org.muster.coordinator.core.module.Catalogue;
import org.muster.coordinator.core.plan.ModuleSketch;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.coordinator.core.spec.GroupSpec;
import org.muster.coordinator.core.spec.ProviderSpec;
import org.muster.coordinator.core.spec.Quorum;
import org.muster.coordinator.core.spec.Wish;
import org.muster.coordinator.core.view.EventView;
import org.muster.coordinator.flow.BlockingCalls;
import org.muster.coordinator.flow.Contexts;
import org.muster.coordinator.flow.Coordination;
import org.muster.coordinator.flow.Keeping;
import org.muster.coordinator.flow.OwnerParts;
import org.muster.coordinator.flow.ServiceParts;
import org.muster.coordinator.flow.SnapshotRule;
import org.muster.coordinator.flow.WorkerCalls;
import org.muster.coordinator.link.ca.AgentAuthority;
import org.muster.coordinator.link.ca.LaunchTokens;
import org.muster.coordinator.link.ca.ServerAuthority;
import org.muster.coordinator.link.identity.SignedDocuments;
import org.muster.coordinator.testkit.MemoryJournal;
import org.muster.protocol.Role;
import org.muster.time.Scheduler;

/**
 * A coordinator on loopback that has launched master-1 and worker-1 on instances of EC2: real TLS,
 * real signatures, the real way from a connection to the journal. Only EC2 is ours.
 */
final class JoinScene {
  static final String ACCOUNT = "123456789012";
  static final String REGION = "eu-test-1";
  static final String IMAGE = "ami-0a1b2c3d";
  static final String MASTER = "i-1";
  static final String WORKER = "i-2";
  private static final int PATIENCE_SECONDS = 10;

  final LaunchedInstances ec2 = new LaunchedInstances();
  final String token;
  private final Vertx vertx = Vertx.vertx();
  private final BlockingCalls calls = new WorkerCalls(vertx, "calls", 2);
  private final Scheduler real = new VertxScheduler(vertx);
  private final ServerAuthority servers;
  private final Coordination coordination;
  private final AgentListener listener;
  private volatile Duration ahead = Duration.ZERO;

  JoinScene(Path home, SignedDocuments documents) throws Exception {
    SecureRandom random = SecureRandom.getInstance("NativePRNG");
    servers = ServerAuthority.open(home, this::now, random);
    LaunchTokens tokens = LaunchTokens.of(new byte[32]);
    token = tokens.derive(FakeDesk.CLUSTER, "1", FakeDesk.LAUNCH);
    coordination = coordination(home, tokens);
    await(coordination.start());
    await(coordination.launch(wish(), Map.of(), "key"));
    ec2.awaitLaunch();
    LinkKeys keys =
        new LinkKeys(
            AgentAuthority.open(home, this::now, random),
            servers.issue(List.of("127.0.0.1")),
            tokens,
            documents,
            random);
    LinkPorts ports =
        new LinkPorts(coordination.desk(), coordination.desk(), new NoFiles(), scheduler());
    listener = await(AgentListener.start(vertx, LinkSettings.onLoopback(1), keys, ports));
  }

  private Coordination coordination(Path home, LaunchTokens tokens) {
    OwnerParts owner =
        new OwnerParts(
            Contexts.of(vertx),
            calls,
            new MemoryJournal(new MemoryJournal.Store(), "one"),
            scheduler(),
            "one",
            SnapshotRule.usual("build-1"),
            false);
    ServiceParts parts =
        new ServiceParts(
            Map.of("ec2", ec2),
            (spec, progress) -> {
              throw new IllegalStateException("nothing is resolved here");
            },
            tokens,
            List::of,
            "sha256/pin",
            "tested",
            calls,
            calls,
            calls);
    return new Coordination(owner, parts, Keeping.in(home), trees -> Catalogue.of(List.of()));
  }

  private static Wish wish() {
    ClusterSpec spec =
        new ClusterSpec(
            FakeDesk.CLUSTER,
            new ProviderSpec("ec2", "machine", new TreeMap<>()),
            Quorum.parse("100%"),
            List.of(
                new GroupSpec(Role.MASTER, 1, "medium", new TreeMap<>()),
                new GroupSpec(Role.WORKER, 1, "small", new TreeMap<>())),
            List.of(),
            Map.of(),
            new TreeMap<>(),
            List.of(),
            "");
    return new Wish(spec, ModuleSketch.blueprint(ModuleSketch.module("a")), List.of());
  }

  /** What EC2 says of a running instance of ours. */
  static InstanceRecord running(String instance) {
    return new InstanceRecord(instance, ACCOUNT, REGION, IMAGE, true, "running");
  }

  TestAgent machine(String instance) throws Exception {
    return new TestAgent(vertx, listener.port(), servers.pemCertificate(), instance);
  }

  Instant now() {
    return real.clock().instant().plus(ahead);
  }

  void passTime(Duration by) {
    ahead = ahead.plus(by);
  }

  /** As {@code muster events} shows them. */
  List<EventView> events() throws Exception {
    return await(coordination.clusters().events(FakeDesk.CLUSTER, 0, 1_000));
  }

  List<String> alarms() throws Exception {
    return await(coordination.clusters().view(FakeDesk.CLUSTER, false)).alarms();
  }

  /** Who is in. */
  List<String> joined() throws Exception {
    return await(
        coordination.look(
            FakeDesk.CLUSTER,
            state ->
                state.nodes().stream()
                    .filter(node -> !node.publicKey().isEmpty())
                    .map(node -> node.id().value())
                    .toList()));
  }

  private Scheduler scheduler() {
    return new Scheduler() {
      @Override
      public InstantSource clock() {
        return JoinScene.this::now;
      }

      @Override
      public Cancellable after(Duration delay, Runnable task) {
        return real.after(delay, task);
      }
    };
  }

  private static final class NoFiles implements StoreFiles {
    @Override
    public Optional<Path> tree(String hash) {
      return Optional.empty();
    }

    @Override
    public Optional<Path> blob(String sha256) {
      return Optional.empty();
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  void close() throws Exception {
    coordination.close();
    await(listener.close());
    await(vertx.close());
  }
}
