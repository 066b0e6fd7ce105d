package org.muster.coordinator.artifact;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** The body of one answer, written to a file as it comes, from an offset on. */
final class PartFile implements HttpResponse.BodySubscriber<Long> {
  private final FileChannel channel;
  private final long largest;
  private final LongConsumer watcher;
  private final AtomicLong length;
  private final CompletableFuture<Long> whole = new CompletableFuture<>();
  private Flow.Subscription subscription;

  private PartFile(FileChannel channel, long offset, long largest, LongConsumer watcher) {
    this.channel = channel;
    this.largest = largest;
    this.watcher = watcher;
    this.length = new AtomicLong(offset);
  }

  /** Cuts the file to {@code offset} bytes and appends to it. */
  static PartFile open(Path file, long offset, long largest, LongConsumer watcher)
      throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      channel.truncate(offset).position(offset);
      return new PartFile(channel, offset, largest, watcher);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The bytes in the file so far; any thread may ask. */
  long length() {
    return length.get();
  }

  /** Stops; what is in the file stays. */
  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      whole.completeExceptionally(e);
    }
  }

  @Override
  public CompletionStage<Long> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    try {
      for (ByteBuffer buffer : buffers) {
        while (buffer.hasRemaining()) {
          length.addAndGet(channel.write(buffer));
        }
      }
      if (length.get() > largest) {
        throw new Download.Hopeless("it is larger than %d bytes".formatted(largest));
      }
    } catch (IOException e) {
      subscription.cancel();
      whole.completeExceptionally(e);
      return;
    }
    watcher.accept(length.get());
    subscription.request(1);
  }

  @Override
  public void onError(Throwable failure) {
    whole.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    whole.complete(length.get());
  }
}
