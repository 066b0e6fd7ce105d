package org.muster.coordinator.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.streams.WriteStream;
import java.util.function.Supplier;

/** A file that takes so many bytes and no more: the write beyond them fails. */
final class LimitedFile implements WriteStream<Buffer> {
  private final AsyncFile file;
  private final Supplier<? extends RuntimeException> refusal;
  private long room;
  private boolean isEnded; // a closed file throws at every call, and pipes call until the last

  LimitedFile(AsyncFile file, long limit, Supplier<? extends RuntimeException> refusal) {
    this.file = requireNonNull(file, "file is null");
    this.room = limit;
    this.refusal = requireNonNull(refusal, "refusal is null");
  }

  @Override
  public Future<Void> write(Buffer data) {
    room -= data.length();
    return room < 0 || isEnded ? Future.failedFuture(refusal.get()) : file.write(data);
  }

  @Override
  public Future<Void> end() {
    if (isEnded) {
      return Future.succeededFuture();
    }
    isEnded = true;
    return file.close();
  }

  @Override
  public LimitedFile exceptionHandler(Handler<Throwable> handler) {
    if (!isEnded) {
      file.exceptionHandler(handler);
    }
    return this;
  }

  @Override
  public LimitedFile setWriteQueueMaxSize(int maxSize) {
    if (!isEnded) {
      file.setWriteQueueMaxSize(maxSize);
    }
    return this;
  }

  @Override
  public boolean writeQueueFull() {
    return !isEnded && file.writeQueueFull();
  }

  @Override
  public LimitedFile drainHandler(Handler<Void> handler) {
    if (!isEnded) {
      file.drainHandler(handler);
    }
    return this;
  }
}
