package org.muster.agent.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.muster.agent.core.NoticePace;
import org.muster.agent.core.NoticeText;
import org.muster.protocol.InstanceNotice;
import org.muster.time.Scheduler;

/** Against a metadata service that speaks its second version only; time passes by hand. */
final class NoticePollTest {
  private static final String TOKEN = "PUT /latest/api/token";
  private static final String SPOT = NoticeText.INTERRUPTION.path();
  private static final String REBALANCE = NoticeText.REBALANCE.path();

  private final Map<String, String> texts = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final BlockingQueue<InstanceNotice> seen = new LinkedBlockingQueue<>();
  private final BlockingQueue<Timer> timers = new LinkedBlockingQueue<>();
  private final Vertx vertx = Vertx.vertx();
  private HttpServer server;
  private volatile String goodToken = "token-1";

  private record Timer(Duration delay, Runnable task) {}

  private final class ByHand implements Scheduler {
    @Override
    public InstantSource clock() {
      return InstantSource.system();
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
      timers.add(new Timer(delay, task));
      return () -> {};
    }
  }

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop(0);
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void itAsksEveryFewSecondsWithOneToken() throws Exception {
    begin();

    assertThat(pass()).isEqualTo(NoticePace.EVERY);
    assertThat(pass()).isEqualTo(NoticePace.EVERY);

    assertThat(asked).containsExactly(TOKEN, "GET " + SPOT, "GET " + REBALANCE, "GET " + SPOT);
    assertThat(seen).isEmpty();
  }

  @Test
  void noticesAreReadAndToldAtEachAnswer() throws Exception {
    begin();
    texts.put(SPOT, "{\"action\": \"stop\", \"time\": \"2017-09-18T08:22:00Z\"}");
    texts.put(REBALANCE, "{\"noticeTime\": \"2017-09-18T08:20:00Z\"}");

    pass();
    pass();

    InstanceNotice end = InstanceNotice.interruption("stop", Instant.parse("2017-09-18T08:22:00Z"));
    InstanceNotice hint = InstanceNotice.rebalance(Instant.parse("2017-09-18T08:20:00Z"));
    assertThat(seen).containsExactly(end, hint, end);
  }

  @Test
  void aTokenThatIsOverIsReplaced() throws Exception {
    begin();
    pass();
    goodToken = "token-2";
    texts.put(SPOT, "{\"action\": \"stop\", \"time\": \"2017-09-18T08:22:00Z\"}");

    assertThat(pass()).as("after the refusal").isEqualTo(NoticePace.EVERY);
    pass();

    assertThat(asked).filteredOn(TOKEN::equals).hasSize(2);
    assertThat(seen).hasSize(1);
  }

  @Test
  void nonsenseIsNoNoticeAndTheNextQuestionFollows() throws Exception {
    begin();
    texts.put(SPOT, "soon");
    texts.put(REBALANCE, "x".repeat(20_000));

    pass();
    texts.put(REBALANCE, "{\"noticeTime\": \"2017-09-18T08:20:00Z\"}");
    pass();

    assertThat(seen).hasSize(1);
  }

  @Test
  void itEndsWhereThereIsNoSuchService() throws Exception {
    server.stop(0);
    BlockingQueue<Integer> answered = new LinkedBlockingQueue<>();
    begin(
        task -> {
          task.run();
          answered.add(timers.size());
        });

    for (int question = 1; question < 10; question++) {
      next().task().run();
      assertThat(answered.poll(10, TimeUnit.SECONDS)).as("timers after %d", question).isEqualTo(1);
    }
    next().task().run();

    assertThat(answered.poll(10, TimeUnit.SECONDS)).as("timers in the end").isZero();
  }

  private void begin() {
    begin(Runnable::run);
  }

  private void begin(Executor thread) {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    new NoticePoll(vertx, address, new ByHand(), thread, seen::add).start();
  }

  /** Asks once; how long the pause after that is to be. */
  private Duration pass() throws InterruptedException {
    next().task().run();
    Timer then = next();
    timers.add(then);
    return then.delay();
  }

  private Timer next() throws InterruptedException {
    Timer timer = timers.poll(10, TimeUnit.SECONDS);
    assertThat(timer).as("the next question").isNotNull();
    return timer;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      asked.add(exchange.getRequestMethod() + " " + path);
      if (asked.get(asked.size() - 1).equals(TOKEN)) {
        boolean hasTime =
            exchange.getRequestHeaders().containsKey("X-aws-ec2-metadata-token-ttl-seconds");
        say(exchange, hasTime ? 200 : 400, goodToken);
      } else if (!goodToken.equals(
          exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token"))) {
        say(exchange, 401, "Unauthorized");
      } else {
        say(exchange, texts.containsKey(path) ? 200 : 404, texts.getOrDefault(path, "Not Found"));
      }
    }
  }

  private static void say(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.US_ASCII);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
