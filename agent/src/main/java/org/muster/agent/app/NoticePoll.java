package org.muster.agent.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.muster.agent.core.NoticePace;
import org.muster.agent.core.NoticeText;
import org.muster.error.MusterException;
import org.muster.protocol.InstanceNotice;
import org.muster.time.Scheduler;

/**
 * Asks the instance's metadata service, by its second version, whether the provider has given
 * notice. One connection, one token for as long as it is good, no thread. Owned by the agent's
 * thread.
 */
final class NoticePoll {
  private static final Logger log = Logger.getLogger(NoticePoll.class.getName());
  private static final String TOKEN = "X-aws-ec2-metadata-token";
  private static final String TTL = "X-aws-ec2-metadata-token-ttl-seconds";
  private static final String LONGEST_TTL = "21600";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int MOST_BYTES = 16 * 1024;
  private static final Duration WITHIN = Duration.ofSeconds(2);
  private static final int HTTP = 80;
  private static final int MOST_COMPLAINTS = 10;

  private final HttpClient client;
  private final URI service;
  private final Scheduler scheduler;
  private final Executor thread;
  private final Consumer<InstanceNotice> notices;
  private final NoticePace pace = new NoticePace();
  private final Set<String> complaints = new HashSet<>();
  private Optional<String> token = Optional.empty();

  /**
   * Asks nothing yet.
   *
   * @param scheduler of the thread
   * @param thread what comes back is brought there
   * @param notices told on the thread what an answer says, each time
   */
  NoticePoll(
      Vertx vertx,
      URI service,
      Scheduler scheduler,
      Executor thread,
      Consumer<InstanceNotice> notices) {
    this.client =
        vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(1));
    this.service = service;
    this.scheduler = scheduler;
    this.thread = thread;
    this.notices = notices;
  }

  /** The first answer can wait until the agent has joined. */
  void start() {
    scheduler.after(NoticePace.EVERY, this::ask);
  }

  private void ask() {
    boolean isForAll = pace.isForAll();
    withToken()
        .compose(good -> notice(NoticeText.INTERRUPTION, good))
        .compose(
            good -> isForAll ? notice(NoticeText.REBALANCE, good) : Future.succeededFuture(good))
        .onComplete(done -> thread.execute(() -> asked(done.cause())));
  }

  private Future<String> withToken() {
    return token
        .map(Future::succeededFuture)
        .orElseGet(
            () ->
                send(HttpMethod.PUT, "/latest/api/token", Map.of(TTL, LONGEST_TTL))
                    .compose(answer -> onlyOk("a token", answer))
                    .map(Answer::text));
  }

  /** Passes a notice on, and the token. */
  private Future<String> notice(NoticeText text, String good) {
    return send(HttpMethod.GET, text.path(), Map.of(TOKEN, good))
        .compose(answer -> taken(text, answer))
        .map(good)
        .onSuccess(proven -> thread.execute(() -> token = Optional.of(proven)));
  }

  private Future<Void> taken(NoticeText text, Answer answer) {
    if (answer.status() == NOT_FOUND) {
      return Future.succeededFuture();
    }
    return onlyOk(text.path(), answer)
        .onSuccess(found -> thread.execute(() -> read(text, found.text())))
        .mapEmpty();
  }

  private void read(NoticeText text, String found) {
    try {
      notices.accept(text.read(found));
    } catch (MusterException e) {
      if (complaints.size() < MOST_COMPLAINTS && complaints.add(found)) {
        log.warning(e.getMessage());
      }
    }
  }

  private static Future<Answer> onlyOk(String what, Answer answer) {
    return answer.status() == OK
        ? Future.succeededFuture(answer)
        : Future.failedFuture("%s: answered with %d".formatted(what, answer.status()));
  }

  private void asked(Throwable failure) {
    if (failure == null) {
      scheduler.after(pace.answered(), this::ask);
      return;
    }
    log.fine("asking %s for notices: %s".formatted(service, failure.getMessage()));
    token = Optional.empty(); // it may be the token that is not good any more
    Optional<Duration> wait = pace.failed();
    if (wait.isPresent()) {
      scheduler.after(wait.get(), this::ask);
    } else {
      log.info("there is no metadata service at %s: no more questions".formatted(service));
      client.close();
    }
  }

  private record Answer(int status, String text) {}

  private Future<Answer> send(HttpMethod method, String path, Map<String, String> headers) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(method)
            .setHost(service.getHost())
            .setPort(service.getPort() < 0 ? HTTP : service.getPort())
            .setTimeout(WITHIN.toMillis())
            .setURI(path);
    headers.forEach(options::putHeader);
    // Within: what comes before somebody listens would be lost.
    return client.request(options).compose(request -> request.send().compose(NoticePoll::whole));
  }

  private static Future<Answer> whole(HttpClientResponse response) {
    String length = response.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null || length.length() > 9 || Long.parseLong(length) > MOST_BYTES) {
      return response
          .exceptionHandler(reset -> {}) // it is our own
          .request()
          .reset()
          .compose(gone -> Future.failedFuture("an answer of '%s' bytes".formatted(length)));
    }
    return response.body().map(body -> new Answer(response.statusCode(), body.toString().strip()));
  }
}
