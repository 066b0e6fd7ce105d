package org.muster.coordinator.http;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.muster.coordinator.core.view.ModuleView;
import org.muster.coordinator.core.view.StorageView;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;
import org.muster.time.Scheduler;

/** A real server on a free port of loopback, over clusters in memory. */
public final class ServerForTest implements AutoCloseable {
  public static final String TOKEN = "a-token-of-the-tests-0123456789";
  public static final String VIEWER_TOKEN = "a-viewers-token-of-the-tests-012345";
  public static final String VERSION = "development";

  private final Vertx vertx = Vertx.vertx();
  private final FakeClusters clusters = new FakeClusters();
  private final List<Integer> uploads = new CopyOnWriteArrayList<>();
  private final List<Path> files = new CopyOnWriteArrayList<>();
  private final List<String> shutdowns = new CopyOnWriteArrayList<>();
  private final ApiServer server;
  private final int port;

  public ServerForTest() {
    this(1 << 20);
  }

  public ServerForTest(long uploadLimit) {
    ApiParts parts =
        new ApiParts(
            clusters,
            new FakeImages(),
            this::keep,
            ServerForTest::modules,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            new QuietScheduler(),
            () -> Future.succeededFuture(new StorageView(12, 3_000, 5 << 20, 300 << 10, 2L << 30)),
            () -> shutdowns.add("asked"));
    ApiConfig config = new ApiConfig("127.0.0.1", 0, VERSION, null, List.of(), uploadLimit);
    ApiTokens tokens = new ApiTokens(ApiToken.of(TOKEN), ApiToken.of(VIEWER_TOKEN));
    server = new ApiServer(vertx, config, tokens, parts);
    port =
        server
            .start()
            .toCompletionStage()
            .toCompletableFuture()
            .orTimeout(20, TimeUnit.SECONDS)
            .join();
  }

  public FakeClusters clusters() {
    return clusters;
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public int port() {
    return port;
  }

  /** Sizes of the archives that were kept. */
  public List<Integer> uploads() {
    return List.copyOf(uploads);
  }

  /** Where they were while that happened. */
  public List<Path> uploadedFiles() {
    return List.copyOf(files);
  }

  public List<String> shutdowns() {
    return List.copyOf(shutdowns);
  }

  ApiServer server() {
    return server;
  }

  @Override
  public void close() {
    server
        .close()
        .compose(closed -> vertx.close())
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  private String keep(Path tar) throws IOException {
    files.add(tar);
    uploads.add((int) Files.size(tar));
    return "0123abcd".repeat(8);
  }

  private static Future<List<ModuleView>> modules() {
    ModuleView hello =
        new ModuleView(
            new ModuleName("hello"),
            "Says hello",
            "1.2",
            List.of(),
            List.of("worker"),
            List.of(Phase.SETUP),
            List.of("machine", "process"),
            List.of(
                new ModuleView.Variable("HELLO_VERSION", "1.2", "What to say", false, false),
                new ModuleView.Variable("HELLO_KEY", "", "Whom to", true, true)),
            List.of(),
            List.of("Hello page"));
    return Future.succeededFuture(List.of(hello));
  }

  /** No keep-alives: no test waits that long. */
  private static final class QuietScheduler implements Scheduler {
    @Override
    public InstantSource clock() {
      return () -> Instant.EPOCH;
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
      return () -> {};
    }
  }
}
