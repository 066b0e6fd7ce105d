package org.muster.coordinator.app;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
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
import org.muster.coordinator.core.view.StorageView;
import org.muster.coordinator.flow.BlockingCalls;
import org.muster.coordinator.flow.Contexts;
import org.muster.coordinator.flow.Coordination;
import org.muster.coordinator.flow.Keeping;
import org.muster.coordinator.flow.OwnerParts;
import org.muster.coordinator.flow.ServiceParts;
import org.muster.coordinator.flow.SnapshotRule;
import org.muster.coordinator.flow.Upkeep;
import org.muster.coordinator.flow.WorkerCalls;
import org.muster.coordinator.http.ApiConfig;
import org.muster.coordinator.http.ApiParts;
import org.muster.coordinator.http.ApiServer;
import org.muster.coordinator.http.ApiToken;
import org.muster.coordinator.http.ApiTokens;
import org.muster.coordinator.http.TreeUploads;
import org.muster.coordinator.journal.Journal;
import org.muster.coordinator.journal.JournalSize;
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
import org.muster.coordinator.link.identity.RegionCertificates;
import org.muster.coordinator.link.identity.SignedDocuments;
import org.muster.coordinator.provider.Provider;
import org.muster.coordinator.provider.ec2.Ec2Provider;
import org.muster.coordinator.provider.fixed.FixedProvider;
import org.muster.crash.CrashFile;
import org.muster.crash.CrashPoints;
import org.muster.crash.CrashingPorts;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.time.Pause;
import org.muster.time.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root of a coordinator: everything is made and tied together here. */
final class CoordinatorApp {
  private static final Logger log = LoggerFactory.getLogger(CoordinatorApp.class);
  private static final int LINK_LOOPS = 2;
  private static final long START_SECONDS = 60;
  private static final long STOP_SECONDS = 10;
  private static final long UPLOAD_LIMIT = 2L << 30;

  private final CoordinatorSettings settings;
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
  private final HostPort agents;
  private Journal journal;
  private AgentListener listener;
  private ApiServer api;
  private Coordination coordination;

  CoordinatorApp(CoordinatorSettings settings, Runnable whenStopped) {
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
    HostPort listen = settings.agents().listen();
    agents = listen.port() == 0 ? listen.withPort(files.agentsPort()) : listen;
  }

  /** Completes when it serves: first the past is read, then agents and users may come. */
  void start() {
    Path home = settings.home();
    System.setProperty("org.sqlite.tmpdir", files.emptiedNativeFolder().toString());
    String writer = "%d-%s".formatted(ProcessHandle.current().pid(), clock.instant());
    journal = crashing.around(Journal.class, openedBy(writer));
    ServerAuthority authority = ServerAuthority.open(home, clock, random);
    LaunchTokens tokens = LaunchTokens.open(home, random);
    BlockingCalls fileCalls = new WorkerCalls(vertx, "muster-files", 2);
    ServiceParts parts =
        new ServiceParts(
            providers(authority.pin()),
            new ArtifactResolver(store)::resolve,
            tokens,
            this::advertised,
            authority.pin(),
            settings.version(),
            new WorkerCalls(vertx, "muster-provider", 4),
            new WorkerCalls(vertx, "muster-artifact", 4),
            fileCalls);
    coordination = new Coordination(owner(writer), parts, Keeping.in(home), modules::catalogue);
    await(
        "starting the coordinator",
        START_SECONDS,
        coordination
            .start()
            .compose(read -> listen(authority, tokens))
            .compose(listening -> serveApi(ApiFace.of(settings, authority), fileCalls)));
    coordination.tidy(new Upkeep(store, settings.retention()));
    if (settings.endsWhenIdle()) {
      new IdleEnd(scheduler, coordination::hasClusters, whenStopped).watch();
    }
  }

  private Journal openedBy(String writer) {
    return settings
        .journal()
        .map(shared -> SqlJournal.onPostgres(shared, writer))
        .orElseGet(() -> SqlJournal.onSqlite(settings.home().resolve("journal.db"), writer));
  }

  private OwnerParts owner(String writer) {
    return new OwnerParts(
        Contexts.of(vertx),
        new WorkerCalls(vertx, "muster-journal", 4),
        journal,
        scheduler,
        writer,
        SnapshotRule.usual(settings.version()),
        settings.isAdopting());
  }

  private List<URI> advertised() {
    List<HostPort> told = settings.agents().advertise();
    return (told.isEmpty() ? List.of(agents) : told)
        .stream()
            .map(address -> address.port() == 0 ? address.withPort(agents.port()) : address)
            .map(address -> URI.create("wss://" + address))
            .toList();
  }

  private Future<Void> listen(ServerAuthority authority, LaunchTokens tokens) {
    LinkSettings usual = LinkSettings.onLoopback(LINK_LOOPS);
    LinkSettings link =
        new LinkSettings(
            agents.host(),
            agents.port(),
            usual.names(),
            usual.loops(),
            usual.pingEvery(),
            usual.joinWithin());
    LinkKeys keys =
        new LinkKeys(
            AgentAuthority.open(settings.home(), clock, random),
            authority.issue(advertised().stream().map(CoordinatorApp::host).toList()),
            tokens,
            new SignedDocuments(certificates()),
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

  private RegionCertificates certificates() {
    RegionCertificates ours = RegionCertificates.builtIn();
    return settings.certificates().map(file -> ours.and(RegionCertificates.in(file))).orElse(ours);
  }

  private MusterException notListening(Throwable failure) {
    return new MusterException(
        ErrorCode.ENVIRONMENT,
        ("listening for agents on %s: %s; end the program that has the port, give another address as"
                + " agents.listen, or, if no cluster is left, remove %s")
            .formatted(agents, failure.getMessage(), settings.home().resolve("agents.port")),
        failure);
  }

  private static String host(URI address) {
    return address.getHost().replaceAll("[\\[\\]]", "");
  }

  private Map<String, Provider> providers(String caPin) {
    Path agent = settings.distribution().resolve("agent");
    Map<String, Provider> providers = new TreeMap<>();
    Provider local = new LocalNodes(settings.home(), agent, store.root()).provider(clock, crashes);
    providers.put("local", crashing.around(Provider.class, local));
    providers.put(
        "ec2", crashing.around(Provider.class, new Ec2Provider(caPin, Pause.real(), clock)));
    providers.put("static", new FixedProvider(settings.home()));
    return providers;
  }

  private Future<Void> serveApi(ApiFace face, BlockingCalls calls) {
    HostPort listen = settings.api().listen();
    Path home = settings.home();
    api =
        new ApiServer(
            vertx,
            new ApiConfig(
                listen.host(),
                listen.port(),
                settings.version(),
                face.certificate().orElse(null),
                List.copyOf(face.names()),
                UPLOAD_LIMIT),
            new ApiTokens(
                ApiToken.loadOrCreate(home.resolve("token"), random),
                ApiToken.loadOrCreate(home.resolve("viewer.token"), random)),
            new ApiParts(
                coordination.clusters(),
                coordination.images(),
                crashing.around(
                    TreeUploads.class,
                    tar -> store.putTree(trees.ofArchive("the upload", tar, 0)).hex()),
                () -> calls.run(() -> ModuleViews.of(modules.catalogue())),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                scheduler,
                () -> calls.run(this::measure),
                whenStopped));
    return api.start().map(port -> announce(face, port));
  }

  private StorageView measure() {
    JournalSize size = journal.size();
    return new StorageView(
        size.rows(),
        size.archivedRows(),
        size.bytes(),
        Folders.bytes(settings.home().resolve("logs")),
        Folders.bytes(store.root()));
  }

  private Void announce(ApiFace face, int port) {
    String url =
        "%s://%s"
            .formatted(
                face.certificate().isPresent() ? "https" : "http", new HostPort(face.host(), port));
    Map<String, Object> running = new LinkedHashMap<>();
    running.put("url", url);
    running.put("pid", ProcessHandle.current().pid());
    running.put("version", settings.version());
    running.put("startedAt", clock.instant().toString());
    face.trust().ifPresent(file -> running.put("certificates", file.toString()));
    files.announce(running);
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
