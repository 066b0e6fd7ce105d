package org.muster.coordinator.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.muster.coordinator.core.view.EventView;
import org.muster.coordinator.flow.Clusters;
import org.muster.protocol.ClusterName;
import org.muster.time.Scheduler;

/**
 * One reader of a cluster's events. Owned by the context of its connection.
 *
 * <p>The queue of a slow reader is bounded: what does not fit is dropped and later read again from
 * the journal by number, so that a reader is never skipped, and never costs more than its queue.
 * Hints are only sent to a reader who has nothing else to read.
 */
final class EventStream {
  static final String CONTENT_TYPE = "text/event-stream";

  private static final int QUEUE_LIMIT = 256;
  private static final int MANY = QUEUE_LIMIT / 4;
  private static final int BATCH_CHARS = 16 << 10;
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  private final Clusters clusters;
  private final ClusterName cluster;
  private final HttpServerResponse response;
  private final Json json;
  private final Scheduler scheduler;
  private final Context context;
  private final Queue<EventView> queue = new ArrayDeque<>();
  private long lastQueued;
  private boolean isBehind = true; // what the queue lacks is in the journal
  private boolean isPaging;
  private boolean hasMissed; // something was dropped while a page was being read
  private boolean isPumpDue;
  private boolean isClosed;
  private Clusters.Subscription subscription = () -> {};
  private Scheduler.Cancellable keepAlive = () -> {};
  private Runnable onClose = () -> {};

  EventStream(
      Clusters clusters,
      ClusterName cluster,
      long after,
      HttpServerResponse response,
      Json json,
      Scheduler scheduler) {
    this.clusters = requireNonNull(clusters, "clusters is null");
    this.cluster = requireNonNull(cluster, "cluster is null");
    this.lastQueued = after;
    this.response = requireNonNull(response, "response is null");
    this.json = requireNonNull(json, "json is null");
    this.scheduler = requireNonNull(scheduler, "scheduler is null");
    this.context = requireNonNull(Vertx.currentContext(), "no context");
  }

  void begin(Runnable whenClosed) {
    onClose = requireNonNull(whenClosed, "whenClosed is null");
    response
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, CONTENT_TYPE)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("X-Accel-Buffering", "no"); // a proxy that buffers would hold events back
    response.closeHandler(closed -> close());
    response.exceptionHandler(failure -> close());
    response.drainHandler(drained -> pump());
    write(": follows " + cluster + "\n\n");
    subscription =
        clusters.follow(cluster, lastQueued, event -> context.runOnContext(later -> offer(event)));
    scheduleKeepAlive();
    pump();
  }

  /** Ends the stream with a word to its reader. Called on the stream's context. */
  void end(String comment) {
    if (!isClosed) {
      response.end(": " + comment + "\n\n");
      close();
    }
  }

  private void offer(EventView event) {
    if (isClosed) {
      return;
    }
    boolean isHint = event.seq() == 0;
    if (isBehind) {
      hasMissed |= !isHint;
    } else if (isHint) {
      if (queue.isEmpty()) {
        queue.add(event);
      }
    } else if (queue.size() >= QUEUE_LIMIT || event.seq() > lastQueued + 1) {
      isBehind = true;
    } else {
      enqueue(event);
    }
    pumpSoon();
  }

  /** Events of one moment come one by one, and leave together. */
  private void pumpSoon() {
    if (queue.size() >= MANY) {
      pump();
    } else if (!isPumpDue) {
      isPumpDue = true;
      context.runOnContext(
          now -> {
            isPumpDue = false;
            pump();
          });
    }
  }

  private void enqueue(EventView event) {
    if (event.seq() > lastQueued) {
      lastQueued = event.seq();
      queue.add(event);
    }
  }

  private void pump() {
    while (!isClosed && !queue.isEmpty() && !response.writeQueueFull()) {
      write(batch());
    }
    if (!isClosed && isBehind && !isPaging && queue.isEmpty() && !response.writeQueueFull()) {
      readPage();
    }
  }

  private void readPage() {
    isPaging = true;
    hasMissed = false;
    clusters
        .events(cluster, lastQueued, QUEUE_LIMIT)
        .onSuccess(this::takePage)
        .onFailure(failure -> end("reading the journal failed; reconnect to go on"));
  }

  private void takePage(List<EventView> page) {
    isPaging = false;
    page.forEach(this::enqueue);
    isBehind = page.size() >= QUEUE_LIMIT || hasMissed;
    pump();
  }

  private String batch() {
    StringBuilder batch = new StringBuilder(1_024);
    while (!queue.isEmpty() && batch.length() < BATCH_CHARS) {
      addFrame(batch, queue.poll());
    }
    return batch.toString();
  }

  private void addFrame(StringBuilder batch, EventView event) {
    if (event.seq() > 0) {
      batch.append("id: ").append(event.seq()).append('\n');
    }
    batch.append("event: ").append(event.type()).append('\n');
    batch.append("data: ").append(json.encode(event)).append("\n\n");
  }

  private void write(String text) {
    response.write(Buffer.buffer(text)).onFailure(failure -> close());
  }

  private void scheduleKeepAlive() {
    keepAlive = scheduler.after(KEEP_ALIVE, () -> context.runOnContext(now -> sayThatWeAreHere()));
  }

  private void sayThatWeAreHere() {
    if (isClosed) {
      return;
    }
    if (!response.writeQueueFull()) {
      write(":\n\n");
    }
    scheduleKeepAlive();
  }

  private void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    queue.clear();
    subscription.close();
    keepAlive.cancel();
    onClose.run();
  }
}
