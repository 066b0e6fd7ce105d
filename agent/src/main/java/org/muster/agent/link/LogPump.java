package org.muster.agent.link;

import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.muster.protocol.AgentMessage.LogChunk;
import org.muster.protocol.StepKey;
import org.muster.time.Scheduler;

/**
 * Carries the output of steps to the coordinator, as far as it has given credit: one piece at a
 * time, in turns, straight from the files, so that no output however large takes memory, holds up
 * control messages, or keeps another step's output waiting. Owned by the agent's thread.
 */
public final class LogPump {
  static final int CHUNK = 48 * 1024;

  /**
   * What a coordinator keeps of one output. Of a larger one the beginning goes while it is written,
   * and the end when it is known where that is.
   */
  static final long KEPT = 64L << 20;

  static final long HEAD = 48L << 20;

  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final Duration POSITIONS_WITHIN = Duration.ofSeconds(2);

  private final LogOutputs outputs;
  private final Function<LogChunk, Future<Void>> send;
  private final Scheduler scheduler;
  private final Executor agent;
  private final Map<StepKey, Stream> streams = new HashMap<>();
  private final Deque<StepKey> turns = new ArrayDeque<>();
  private int connection;
  private boolean connected;
  private boolean writing;
  private boolean looking;
  private long credit;

  /** How far one output is; without a position the coordinator has not yet said where to begin. */
  private static final class Stream {
    private final LogOutput output;
    private Optional<Long> position = Optional.empty();
    private boolean growing = true;

    Stream(LogOutput output) {
      this.output = output;
    }
  }

  /**
   * A pump without work, for outputs in files.
   *
   * @param outputs the file with a step's output
   * @param send done when the chunk has left this process
   */
  public LogPump(
      Function<StepKey, Path> outputs,
      Function<LogChunk, Future<Void>> send,
      Scheduler scheduler,
      Executor agent) {
    this(
        new LogOutputs() {
          private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK);

          @Override
          public LogOutput of(StepKey step) {
            return new LogFile(outputs.apply(step), buffer);
          }
        },
        send,
        scheduler,
        agent);
  }

  /**
   * A pump without work.
   *
   * @param send done when the chunk has left this process
   */
  public LogPump(
      LogOutputs outputs,
      Function<LogChunk, Future<Void>> send,
      Scheduler scheduler,
      Executor agent) {
    this.outputs = outputs;
    this.send = send;
    this.scheduler = scheduler;
    this.agent = agent;
  }

  /** A new connection: the coordinator says where each output goes on, or soon that it has none. */
  public void connected() {
    connection++;
    connected = true;
    writing = false;
    credit = 0;
    streams.values().forEach(stream -> stream.position = Optional.empty());
    int mine = connection;
    scheduler.after(
        POSITIONS_WITHIN,
        () -> {
          if (connection == mine) {
            streams
                .values()
                .forEach(stream -> stream.position = stream.position.or(() -> Optional.of(0L)));
            pump();
          }
        });
  }

  public void lost() {
    connected = false;
    streams.values().removeIf(stream -> !stream.growing);
  }

  /** The coordinator allows so many more bytes. */
  public void credit(long bytes) {
    credit += bytes;
    pump();
  }

  /** The coordinator has the output up to here. */
  public void position(StepKey step, long offset) {
    Stream stream = streams.get(step);
    if (stream == null) {
      stream = open(step);
      stream.growing = false;
    }
    stream.position = Optional.of(Math.max(0, offset));
    pump();
  }

  /** An attempt begins on this connection, so the coordinator has nothing of it. */
  public void begin(StepKey step) {
    open(step).position = Optional.of(0L);
    lookAgain();
  }

  /** An attempt that runs already; the coordinator says how much of its output it has. */
  public void resume(StepKey step) {
    open(step);
    lookAgain();
  }

  /** Nothing more will be printed. */
  public void end(StepKey step) {
    Stream stream = streams.get(step);
    if (stream != null) {
      stream.growing = false;
      pump();
    }
  }

  public void forget(StepKey step) {
    streams.remove(step);
  }

  private Stream open(StepKey step) {
    turns.remove(step);
    turns.addLast(step);
    Stream stream = new Stream(outputs.of(step));
    streams.put(step, stream);
    return stream;
  }

  private void lookAgain() {
    if (!looking) {
      looking = true;
      scheduler.after(LOOK_EVERY, this::look);
    }
  }

  private void look() {
    looking = false;
    pump();
    if (streams.values().stream().anyMatch(stream -> stream.growing)) {
      lookAgain();
    }
  }

  /** Sends the next piece of the next output that has one. */
  private void pump() {
    if (!connected || writing || credit <= 0) {
      return;
    }
    for (int i = turns.size(); i > 0; i--) {
      StepKey step = turns.pollFirst();
      Stream stream = streams.get(step);
      if (stream != null
          && (hasSent(step, stream) || stream.growing || stream.position.isEmpty())) {
        turns.addLast(step);
      } else {
        streams.remove(step);
      }
      if (writing) {
        return;
      }
    }
  }

  private boolean hasSent(StepKey step, Stream stream) {
    if (stream.position.isEmpty()) {
      return false;
    }
    long from = stream.position.get();
    if (from >= HEAD) {
      if (stream.growing) {
        return false;
      }
      from = Math.max(from, beginOfTail(stream));
    }
    long toHead = from < HEAD ? HEAD - from : CHUNK;
    byte[] piece = stream.output.read(from, (int) Math.min(toHead, Math.min(CHUNK, credit)));
    if (piece.length == 0) {
      return false;
    }
    stream.position = Optional.of(from + piece.length);
    credit -= piece.length;
    writing = true;
    int mine = connection;
    send.apply(new LogChunk(step, from, Base64.getEncoder().encodeToString(piece)))
        .onComplete(sent -> agent.execute(() -> written(mine)));
    return true;
  }

  private void written(int onConnection) {
    if (onConnection == connection) {
      writing = false;
      pump();
    }
  }

  private static long beginOfTail(Stream stream) {
    return stream.output.length() - (KEPT - HEAD);
  }
}
