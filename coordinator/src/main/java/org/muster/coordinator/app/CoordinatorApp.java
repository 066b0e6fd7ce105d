package org.muster.coordinator.app;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.muster.coordinator.artifact.ArtifactResolver;
import org.muster.coordinator.artifact.Limits;
import org.muster.coordinator.artifact.ModuleFolders;
import org.muster.coordinator.artifact.Store;
import org.muster.coordinator.artifact.TreeBuilder;
import org.muster.coordinator.cli.Server;
import org.muster.coordinator.flow.BlockingCalls;
import org.muster.coordinator.flow.Contexts;
import org.muster.coordinator.flow.Coordination;
import org.muster.coordinator.flow.Keeping;
import org.muster.coordinator.flow.OwnerParts;
import org.muster.coordinator.flow.ServiceParts;
import org.muster.coordinator.flow.WorkerCalls;
import org.muster.coordinator.http.ApiConfig;
import org.muster.coordinator.http.ApiParts;
import org.muster.coordinator.http.ApiServer;
import org.muster.coordinator.http.ApiToken;
import org.muster.coordinator.http.TreeUploads;
import org.muster.coordinator.journal.Journal;
import org.muster.coordinator.journal.SqlJournal;
import org.muster.coordinator.link.AgentEvents;
import org.muster.coordinator.link.AgentListener;
import org.muster.coordinator.link.JoinDesk;
import org.muster.coordinator.link.LinkKeys;
import org.muster.coordinator.link.LinkPorts;
import org.muster.coordinator.link.LinkSettings;
import org.muster.coordinator.link.ca.AgentAuthority;
import org.muster.coordinator.link.ca.LaunchTokens;
import org.muster.coordinator.link.ca.ServerAuthority;
import org.muster.coordinator.provider.Provider;
import org.muster.coordinator.provider.fixed.FixedProvider;
import org.muster.crash.CrashFile;
import org.muster.crash.CrashPoints;
import org.muster.crash.CrashingPorts;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.time.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root of a coordinator: everything is made and tied together here. */
final class CoordinatorApp {
  private static final Logger log = LoggerFactory.getLogger(CoordinatorApp.class);
  private static final String AGENTS_HOST = "127.0.0.1";
  private static final int LINK_LOOPS = 2;
  private static final long START_SECONDS = 60;
  private static final long STOP_SECONDS = 10;
  private static final long UPLOAD_LIMIT = 2L << 30;

  private final Server.Settings settings;
  private final HomeFiles files;
  private final Runnable whenStopped;
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private final SecureRandom random = new SecureRandom();
  private final Vertx vertx = Vertx.vertx();
  private final Scheduler scheduler = new VertxScheduler(vertx);
  private final InstantSource clock = scheduler.calendar();
  private final CrashPoints crashes;
  private final CrashingPorts crashing;
  private final Store store;
  private final TreeBuilder trees;
  private final ModuleFolders modules;
  private final int agentsPort;
  private Journal journal;
  private AgentListener listener;
  private ApiServer api;
  private Coordination coordination;

  CoordinatorApp(Server.Settings settings, Runnable whenStopped) {
    this.settings = settings;
    this.whenStopped = whenStopped;
    files = new HomeFiles(settings.home());
    crashes = CrashFile.of(files.crashPoints().resolve("coordinator"));
    crashing = new CrashingPorts(crashes, CoordinatorApp::whenTrue);
    crashes.file().ifPresent(file -> log.warn("for a test, this process ends when {} says", file));
    store = new Store(settings.home().resolve("store"), clock);
    trees = new TreeBuilder(store, Limits.DEFAULT);
    Path dist = settings.distribution();
    modules = new ModuleFolders(store, trees, dist.resolve("modules"), dist.resolve("templates"));
    agentsPort = files.agentsPort();
  }

  /** Completes when it serves: first the past is read, then agents and users may come. */
  void start() {
    Path home = settings.home();
    System.setProperty("org.sqlite.tmpdir", files.emptiedNativeFolder().toString());
    String writer = "%d-%s".formatted(ProcessHandle.current().pid(), clock.instant());
    journal =
        crashing.around(Journal.class, SqlJournal.onSqlite(home.resolve("journal.db"), writer));
    ServerAuthority authority = ServerAuthority.open(home, clock, random);
    LaunchTokens tokens = LaunchTokens.open(home, random);
    BlockingCalls fileCalls = new WorkerCalls(vertx, "muster-files", 2);
    OwnerParts owner =
        new OwnerParts(
            Contexts.of(vertx),
            new WorkerCalls(vertx, "muster-journal", 4),
            journal,
            scheduler,
            writer);
    ServiceParts parts =
        new ServiceParts(
            providers(),
            new ArtifactResolver(store)::resolve,
            tokens,
            () -> List.of(URI.create("wss://%s:%d".formatted(AGENTS_HOST, agentsPort))),
            authority.pin(),
            settings.version(),
            new WorkerCalls(vertx, "muster-provider", 4),
            new WorkerCalls(vertx, "muster-artifact", 4),
            fileCalls);
    coordination = new Coordination(owner, parts, Keeping.in(home), modules::catalogue);
    await(
        "starting the coordinator",
        START_SECONDS,
        coordination
            .start()
            .compose(read -> listen(authority, tokens))
            .compose(listening -> serveApi(fileCalls)));
    new IdleEnd(scheduler, coordination::hasClusters, whenStopped).watch();
  }

  private Future<Void> listen(ServerAuthority authority, LaunchTokens tokens) {
    LinkSettings usual = LinkSettings.onLoopback(LINK_LOOPS);
    LinkSettings link =
        new LinkSettings(
            AGENTS_HOST,
            agentsPort,
            usual.names(),
            usual.loops(),
            usual.pingEvery(),
            usual.joinWithin());
    LinkKeys keys =
        new LinkKeys(
            AgentAuthority.open(settings.home(), clock, random),
            authority.issue(List.of(AGENTS_HOST)),
            tokens,
            random);
    LinkPorts ports =
        new LinkPorts(
            crashing.around(JoinDesk.class, coordination.desk()),
            crashing.around(AgentEvents.class, coordination.desk()),
            new ServedStore(store),
            scheduler);
    return AgentListener.start(vertx, link, keys, ports)
        .recover(failure -> Future.failedFuture(notListening(failure)))
        .map(
            started -> {
              listener = started;
              return null;
            });
  }

  private MusterException notListening(Throwable failure) {
    return new MusterException(
        ErrorCode.ENVIRONMENT,
        ("listening for agents on %s:%d: %s; end the program that has the port, or, if no cluster"
                + " is left, remove %s")
            .formatted(
                AGENTS_HOST,
                agentsPort,
                failure.getMessage(),
                settings.home().resolve("agents.port")),
        failure);
  }

  private Map<String, Provider> providers() {
    Path agent = settings.distribution().resolve("agent");
    Map<String, Provider> providers = new TreeMap<>();
    Provider local = new LocalNodes(settings.home(), agent, store.root()).provider(clock, crashes);
    providers.put("local", crashing.around(Provider.class, local));
    providers.put("static", new FixedProvider(settings.home()));
    return providers;
  }

  private Future<Void> serveApi(BlockingCalls calls) {
    ApiToken token = ApiToken.loadOrCreate(settings.home().resolve("token"), random);
    api =
        new ApiServer(
            vertx,
            new ApiConfig(
                settings.host(), settings.port(), settings.version(), null, null, UPLOAD_LIMIT),
            token,
            new ApiParts(
                coordination.clusters(),
                crashing.around(
                    TreeUploads.class,
                    tar -> store.putTree(trees.ofArchive("the upload", tar, 0)).hex()),
                () -> calls.run(() -> ModuleViews.of(modules.catalogue())),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                scheduler,
                whenStopped));
    return api.start().map(this::announce);
  }

  private Void announce(int port) {
    String url = "http://%s:%d".formatted(settings.host(), port);
    files.announce(
        Map.of(
            "url", url,
            "pid", ProcessHandle.current().pid(),
            "version", settings.version(),
            "startedAt", clock.instant().toString()));
    log.info("serving at {}", url);
    return null;
  }

  /** Ends serving; agents and what they run go on. */
  void close() {
    if (!isClosed.compareAndSet(false, true)) {
      return;
    }
    if (coordination != null) {
      coordination.close();
    }
    Future<Void> apiClosed = api == null ? Future.succeededFuture() : api.close();
    try {
      await(
          "stopping the coordinator",
          STOP_SECONDS,
          apiClosed
              .eventually(() -> listener == null ? Future.succeededFuture() : listener.close())
              .eventually(vertx::close));
    } finally {
      if (journal != null) {
        journal.close();
      }
    }
  }

  private static void whenTrue(Object answer, Runnable then) {
    if (answer instanceof Future<?> future) {
      future.onSuccess(done -> then.run());
    } else {
      then.run();
    }
  }

  private static void await(String doing, long seconds, Future<?> future) {
    try {
      future.await(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new MusterException(
          ErrorCode.ENVIRONMENT, "%s took more than %d s".formatted(doing, seconds), e);
    }
  }
}
