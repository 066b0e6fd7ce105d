package org.muster.coordinator.app;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.muster.coordinator.flow.Coordination;
import org.muster.coordinator.flow.OwnerParts;
import org.muster.coordinator.flow.ServiceParts;
import org.muster.coordinator.http.ApiConfig;
import org.muster.coordinator.http.ApiParts;
import org.muster.coordinator.http.ApiServer;
import org.muster.coordinator.http.ApiToken;
import org.muster.coordinator.journal.Journal;
import org.muster.coordinator.journal.SqlJournal;
import org.muster.coordinator.link.AgentListener;
import org.muster.coordinator.link.LinkKeys;
import org.muster.coordinator.link.LinkPorts;
import org.muster.coordinator.link.LinkSettings;
import org.muster.coordinator.link.ca.AgentAuthority;
import org.muster.coordinator.link.ca.LaunchTokens;
import org.muster.coordinator.link.ca.ServerAuthority;
import org.muster.coordinator.provider.Provider;
import org.muster.coordinator.provider.fixed.FixedProvider;
import org.muster.coordinator.provider.local.LocalProvider;
import org.muster.coordinator.provider.local.LocalSettings;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.time.Pause;
import org.muster.time.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root of a coordinator: everything is made and tied together here. */
final class CoordinatorApp {
  private static final Logger log = LoggerFactory.getLogger(CoordinatorApp.class);
  private static final long START_SECONDS = 60;
  private static final long STOP_SECONDS = 10;
  private static final long UPLOAD_LIMIT = 2L << 30;

  private final Server.Settings settings;
  private final Runnable whenStopped;
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private final SecureRandom random = new SecureRandom();
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(false));
  private final Scheduler scheduler = new VertxScheduler(vertx);
  private final InstantSource clock = scheduler.clock();
  private Journal journal;
  private AgentListener listener;
  private ApiServer api;
  private Coordination coordination;

  CoordinatorApp(Server.Settings settings, Runnable whenStopped) {
    this.settings = settings;
    this.whenStopped = whenStopped;
  }

  /** Completes when it serves. */
  void start() {
    Path home = settings.home();
    Store store = new Store(home.resolve("store"), clock);
    TreeBuilder trees = new TreeBuilder(store, Limits.DEFAULT);
    Path dist = settings.distribution();
    ModuleFolders modules =
        new ModuleFolders(store, trees, dist.resolve("modules"), dist.resolve("templates"));
    String writer = "%d-%s".formatted(ProcessHandle.current().pid(), clock.instant());
    journal = SqlJournal.onSqlite(home.resolve("journal.db"), writer);
    ServerAuthority authority = ServerAuthority.open(home, clock, random);
    LaunchTokens tokens = LaunchTokens.open(home, random);
    BlockingCalls files = new BlockingCalls(vertx, "muster-files", 2);
    coordination =
        new Coordination(
            new OwnerParts(
                vertx, new BlockingCalls(vertx, "muster-journal", 4), journal, scheduler, writer),
            new ServiceParts(
                providers(home, store),
                new ArtifactResolver(store),
                tokens,
                this::listenerUris,
                authority.pin(),
                settings.version(),
                new BlockingCalls(vertx, "muster-provider", 4),
                new BlockingCalls(vertx, "muster-artifact", 4),
                files),
            modules,
            home);
    LinkSettings link = listenAt(LinkSettings.onLoopback(2));
    LinkKeys keys =
        new LinkKeys(
            AgentAuthority.open(home, clock, random),
            authority.issue(List.of(link.host())),
            tokens,
            random);
    LinkPorts ports =
        new LinkPorts(
            coordination.desk(), coordination.desk(), new ServedStore(store), scheduler);
    await(
        "starting the coordinator",
        START_SECONDS,
        AgentListener.start(vertx, link, keys, ports)
            .compose(this::keep)
            .compose(kept -> coordination.start())
            .compose(started -> serveApi(trees, modules, files)));
  }

  /** Agents come back to the same port after a restart, so it is written down. */
  private LinkSettings listenAt(LinkSettings link) {
    Path file = settings.home().resolve("agents.port");
    try {
      int port = Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
      return new LinkSettings(
          link.host(), port, link.names(), link.loops(), link.pingEvery(), link.joinWithin());
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    } catch (NumberFormatException e) {
      throw new MusterException(
          ErrorCode.ENVIRONMENT,
          "%s does not hold a port; remove it unless agents still look for this coordinator"
              .formatted(file),
          e);
    }
  }

  private Future<Void> keep(AgentListener started) {
    listener = started;
    replaceFile("agents.port", (started.port() + "\n").getBytes(StandardCharsets.US_ASCII));
    return Future.succeededFuture();
  }

  private List<URI> listenerUris() {
    return List.of(URI.create("wss://127.0.0.1:" + listener.port()));
  }

  private Map<String, Provider> providers(Path home, Store store) {
    Path agent = settings.distribution().resolve("agent");
    Path archive = agent.resolve("muster-agent.jsa");
    Map<String, Provider> providers = new TreeMap<>();
    providers.put(
        "local",
        new LocalProvider(
            new LocalSettings(
                home,
                agent.resolve("muster-agent.jar"),
                Optional.of(archive).filter(Files::exists),
                store.root(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString()),
            clock,
            Pause.real()));
    providers.put("static", new FixedProvider(home));
    return providers;
  }

  private Future<Void> serveApi(TreeBuilder trees, ModuleFolders modules, BlockingCalls calls) {
    Path home = settings.home();
    ApiToken token = ApiToken.loadOrCreate(home.resolve("token"), random);
    api =
        new ApiServer(
            vertx,
            new ApiConfig(
                settings.host(), settings.port(), settings.version(), null, null, UPLOAD_LIMIT),
            token,
            new ApiParts(
                coordination.clusters(),
                tar -> trees.ofArchive("the upload", tar, 0).hash().hex(),
                () -> calls.run(() -> ModuleViews.of(modules.catalogue())),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                scheduler,
                whenStopped));
    return api.start().map(this::announce);
  }

  /** Tells command lines where we are. */
  private Void announce(int port) {
    Map<String, Object> running = new TreeMap<>();
    running.put("url", "http://%s:%d".formatted(settings.host(), port));
    running.put("pid", ProcessHandle.current().pid());
    running.put("version", settings.version());
    running.put("startedAt", clock.instant().toString());
    try {
      replaceFile("coordinator.json", JsonMapper.builder().build().writeValueAsBytes(running));
    } catch (IOException e) {
      throw new UncheckedIOException("writing coordinator.json", e);
    }
    log.info("serving at {}", running.get("url"));
    return null;
  }

  private void replaceFile(String name, byte[] content) {
    Path file = settings.home().resolve(name);
    Path next = settings.home().resolve(name + ".next");
    try {
      Files.write(next, content);
      Files.move(
          next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file, e);
    }
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
              .eventually(
                  () -> listener == null ? Future.succeededFuture() : listener.close())
              .eventually(vertx::close));
    } finally {
      if (journal != null) {
        journal.close();
      }
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
