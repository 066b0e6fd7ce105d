package org.muster.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.protocol.AgentMessage.LogChunk;
import org.muster.protocol.StepKey;
import org.muster.time.Scheduler;

final class LogPumpTest {
  private static final StepKey LOUD = StepKey.parse("demo/d1/worker-1/floods/setup/1");
  private static final StepKey QUIET = StepKey.parse("demo/d1/worker-1/quick/setup/1");
  private static final long PLENTY = 1L << 40;

  @TempDir private Path folder;

  private final List<LogChunk> sent = new ArrayList<>();
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final Deque<Runnable> agent = new ArrayDeque<>();
  private LogPump pump;

  @BeforeEach
  void connect() {
    Scheduler scheduler =
        new Scheduler() {
          @Override
          public InstantSource clock() {
            return InstantSource.fixed(Instant.EPOCH);
          }

          @Override
          public Cancellable after(Duration delay, Runnable task) {
            later.add(task);
            return () -> later.remove(task);
          }
        };
    pump = new LogPump(this::file, this::send, scheduler, agent::add);
    pump.connected();
  }

  @Test
  void sendsNothingWithoutCreditAndGoesOnWhereItWas() throws IOException {
    Files.writeString(file(QUIET), "one\ntwo\n");
    pump.begin(QUIET);

    pump.credit(4);
    settle();
    assertThat(text(QUIET)).isEqualTo("one\n");

    pump.credit(PLENTY);
    settle();
    assertThat(text(QUIET)).isEqualTo("one\ntwo\n");
  }

  @Test
  void aLargeOutputDoesNotKeepASmallOneWaiting() throws IOException {
    lengthen(LOUD, LogPump.HEAD);
    Files.writeString(file(QUIET), "here I am\n");
    pump.begin(LOUD);
    pump.begin(QUIET);

    pump.credit(3L * LogPump.CHUNK);
    settle();

    assertThat(text(QUIET)).isEqualTo("here I am\n");
  }

  @Test
  void ofAnOutputThatIsTooLargeTheBeginningAndTheEndArrive() throws IOException {
    pump.begin(LOUD);
    pump.credit(PLENTY);
    long half = LogPump.KEPT + 12_345;
    lengthen(LOUD, half);
    settle();

    assertThat(bytes(LOUD)).isEqualTo(LogPump.HEAD);

    long all = 2 * half;
    lengthen(LOUD, all);
    append(LOUD, "the flood is over\n");
    pump.end(LOUD);
    settle();

    assertThat(bytes(LOUD)).isEqualTo(LogPump.KEPT);
    LogChunk last = sent.get(sent.size() - 1);
    assertThat(new String(data(last), StandardCharsets.UTF_8)).endsWith("the flood is over\n");
    assertThat(last.offset() + data(last).length).isEqualTo(Files.size(file(LOUD)));
  }

  @Test
  void anOutputThatJustFitsArrivesWhole() throws IOException {
    pump.begin(LOUD);
    pump.credit(PLENTY);
    lengthen(LOUD, LogPump.KEPT);
    pump.end(LOUD);
    settle();

    long next = 0;
    for (LogChunk chunk : sent) {
      assertThat(chunk.offset()).isEqualTo(next);
      next += data(chunk).length;
    }
    assertThat(next).isEqualTo(LogPump.KEPT);
  }

  private Path file(StepKey step) {
    return folder.resolve(step.module() + ".log");
  }

  private Future<Void> send(LogChunk chunk) {
    sent.add(chunk);
    return Future.succeededFuture();
  }

  /** Runs what the agent's thread was given; timers only once, since they look again for ever. */
  private void settle() {
    for (int i = later.size(); i > 0; i--) {
      later.remove().run();
    }
    while (!agent.isEmpty()) {
      agent.remove().run();
    }
  }

  private long bytes(StepKey step) {
    return sent.stream()
        .filter(chunk -> chunk.step().equals(step))
        .mapToLong(chunk -> data(chunk).length)
        .sum();
  }

  private String text(StepKey step) {
    StringBuilder text = new StringBuilder();
    sent.stream()
        .filter(chunk -> chunk.step().equals(step))
        .forEach(chunk -> text.append(new String(data(chunk), StandardCharsets.UTF_8)));
    return text.toString();
  }

  private static byte[] data(LogChunk chunk) {
    return Base64.getDecoder().decode(chunk.data());
  }

  private void lengthen(StepKey step, long length) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(file(step).toFile(), "rw")) {
      file.setLength(length);
    }
  }

  private void append(StepKey step, String text) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(file(step).toFile(), "rw")) {
      file.seek(file.length());
      file.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
