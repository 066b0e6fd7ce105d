package org.muster.agent.step;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.StepKey;

/**
 * Says "look at this step" as soon as a file appears in its directory. A hint that makes answers
 * fast: whoever listens also looks once a second, so a lost event costs no more than that.
 */
final class StepWatcher implements AutoCloseable {
  private final WatchService watches;
  private final Consumer<StepKey> look;
  private final Map<WatchKey, StepKey> steps = new ConcurrentHashMap<>();
  private final Map<StepKey, List<WatchKey>> keys = new HashMap<>();

  /**
   * Starts to watch.
   *
   * @param look called on the watcher's own thread; has to return at once
   */
  StepWatcher(Consumer<StepKey> look) {
    this.look = look;
    try {
      watches = FileSystems.getDefault().newWatchService();
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.ENVIRONMENT,
          "watching for files; raise fs.inotify.max_user_instances: " + e.getMessage(),
          e);
    }
    Thread thread = new Thread(this::run, "step-watcher");
    thread.setDaemon(true);
    thread.start();
  }

  void watch(StepDirectory directory) {
    try {
      keys.put(
          directory.key(),
          List.of(
              register(directory.path(), directory.key()),
              register(directory.requests(), directory.key())));
    } catch (IOException e) {
      // Looking once a second is slower, and just as right.
      keys.remove(directory.key());
    }
  }

  private WatchKey register(Path path, StepKey step) throws IOException {
    WatchKey key = path.register(watches, StandardWatchEventKinds.ENTRY_CREATE);
    steps.put(key, step);
    return key;
  }

  void forget(StepKey step) {
    for (WatchKey key : keys.getOrDefault(step, List.of())) {
      key.cancel();
      steps.remove(key);
    }
    keys.remove(step);
  }

  private void run() {
    try {
      while (true) {
        WatchKey key = watches.take();
        key.pollEvents();
        key.reset();
        StepKey step = steps.get(key);
        if (step != null) {
          look.accept(step);
        }
      }
    } catch (InterruptedException | ClosedWatchServiceException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      watches.close();
    } catch (IOException e) {
      throw new MusterException(ErrorCode.ENVIRONMENT, "closing the watch on steps", e);
    }
  }
}
