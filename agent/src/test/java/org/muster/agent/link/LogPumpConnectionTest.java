package org.muster.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.protocol.AgentMessage.LogChunk;
import org.muster.protocol.StepKey;
import org.muster.time.Scheduler;

/** How outputs go on over connections, in turns and against credit. */
final class LogPumpConnectionTest {
  private static final StepKey A = StepKey.parse("demo/d1/worker-1/a/setup/1");
  private static final StepKey B = StepKey.parse("demo/d1/worker-1/b/setup/1");

  @TempDir private Path directory;

  private final List<LogChunk> sent = new ArrayList<>();
  private final List<Promise<Void>> unwritten = new ArrayList<>();
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final ManualTime time = new ManualTime();
  private boolean slow;
  private LogPump pump;

  @BeforeEach
  void open() {
    pump = new LogPump(this::output, this::send, time, this::later);
  }

  /** As on the agent's thread: what is asked for within a task comes after it. */
  private void later(Runnable task) {
    tasks.add(task);
  }

  private void credit(long bytes) {
    pump.credit(bytes);
    drain();
  }

  private void drain() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  private Path output(StepKey step) {
    return directory.resolve(step.directoryName());
  }

  private Future<Void> send(LogChunk chunk) {
    sent.add(chunk);
    if (!slow) {
      return Future.succeededFuture();
    }
    Promise<Void> promise = Promise.promise();
    unwritten.add(promise);
    return promise.future();
  }

  private static final class ManualTime implements Scheduler {
    private record Timer(Instant due, Runnable task) {}

    private final List<Timer> timers = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    @Override
    public InstantSource clock() {
      return () -> now;
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
      Timer timer = new Timer(now.plus(delay), task);
      timers.add(timer);
      return () -> timers.remove(timer);
    }

    void advance(Duration by) {
      Instant end = now.plus(by);
      while (true) {
        Timer next =
            timers.stream()
                .filter(timer -> !timer.due().isAfter(end))
                .min(Comparator.comparing(Timer::due))
                .orElse(null);
        if (next == null) {
          now = end;
          return;
        }
        timers.remove(next);
        now = next.due();
        next.task().run();
      }
    }
  }

  private void print(StepKey step, String text) throws IOException {
    Files.writeString(output(step), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private String textOf(StepKey step) {
    StringBuilder text = new StringBuilder();
    sent.stream()
        .filter(chunk -> chunk.step().equals(step))
        .forEach(
            chunk ->
                text.append(
                    new String(Base64.getDecoder().decode(chunk.data()), StandardCharsets.UTF_8)));
    return text.toString();
  }

  @Test
  void whatIsPrintedIsSentAsFarAsThereIsCredit() throws IOException {
    pump.connected();
    pump.begin(A);
    print(A, "hello world");
    time.advance(Duration.ofSeconds(1));
    assertThat(sent).isEmpty();

    credit(5);
    assertThat(textOf(A)).isEqualTo("hello");
    credit(100);
    print(A, "!");
    time.advance(Duration.ofSeconds(1));
    drain();

    assertThat(textOf(A)).isEqualTo("hello world!");
    assertThat(sent.get(1).offset()).isEqualTo(5);
  }

  @Test
  void afterAReconnectItGoesOnWhereTheCoordinatorSays() throws IOException {
    pump.connected();
    pump.begin(A);
    credit(1000);
    print(A, "hello world");
    time.advance(Duration.ofSeconds(1));
    sent.clear();

    pump.lost();
    pump.connected();
    credit(1000);
    time.advance(Duration.ofMillis(500));
    assertThat(sent).isEmpty();
    pump.position(A, 6);

    assertThat(textOf(A)).isEqualTo("world");
  }

  @Test
  void withoutAPositionItBeginsAtTheBeginning() throws IOException {
    print(A, "hello");
    pump.resume(A);
    pump.connected();
    credit(1000);

    time.advance(Duration.ofSeconds(3));

    assertThat(textOf(A)).isEqualTo("hello");
  }

  @Test
  void aFinishedStepThatTheCoordinatorAsksForIsSentToItsEnd() throws IOException {
    print(A, "hello");
    pump.connected();
    credit(1000);

    pump.position(A, 2);

    assertThat(textOf(A)).isEqualTo("llo");
  }

  @Test
  void outputsTakeTurns() throws IOException {
    print(A, "x".repeat(3 * LogPump.CHUNK));
    print(B, "y");
    pump.connected();
    pump.begin(A);
    pump.begin(B);

    credit(1 << 20);

    assertThat(sent).extracting(LogChunk::step).containsExactly(A, B, A, A);
  }

  @Test
  void onlyOneChunkIsOnItsWay() throws IOException {
    slow = true;
    print(A, "x".repeat(3 * LogPump.CHUNK));
    pump.connected();
    pump.begin(A);
    credit(1 << 20);

    assertThat(sent).hasSize(1);
    unwritten.get(0).complete();
    drain();
    assertThat(sent).hasSize(2);
  }

  @Test
  void whatIsForgottenIsNotSent() throws IOException {
    pump.connected();
    pump.begin(A);
    pump.forget(A);
    print(A, "hello");

    credit(1000);
    time.advance(Duration.ofSeconds(5));

    assertThat(sent).isEmpty();
  }
}
