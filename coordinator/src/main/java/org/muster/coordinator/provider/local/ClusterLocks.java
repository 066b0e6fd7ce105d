package org.muster.coordinator.provider.local;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.ClusterName;

/** One call at a time for each cluster, and words for what fails in it. */
final class ClusterLocks {
  private final Map<ClusterName, ReentrantLock> locks = new ConcurrentHashMap<>();

  /** Work on a cluster's files that answers something. */
  @FunctionalInterface
  interface Call<T> {
    T call() throws IOException;
  }

  /** Work on a cluster's files. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException;
  }

  /**
   * Waits for its turn.
   *
   * @param gerund what is done, for the message of a failure
   */
  <T> T call(ClusterName cluster, String gerund, Call<T> call) {
    ReentrantLock lock = of(cluster);
    lock.lock();
    try {
      return call.call();
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.PROVIDER_FAILED,
          "%s of local cluster '%s': %s; see that the disk has space and the folder is yours"
              .formatted(gerund, cluster, e),
          e);
    } finally {
      lock.unlock();
    }
  }

  void run(ClusterName cluster, String gerund, Work work) {
    boolean isDone =
        call(
            cluster,
            gerund,
            () -> {
              work.run();
              return true;
            });
    assert isDone;
  }

  /** Does nothing when another call is at work on the cluster. */
  void runIfFree(ClusterName cluster, String gerund, Work work) {
    ReentrantLock lock = of(cluster);
    if (!lock.tryLock()) {
      return;
    }
    try {
      run(cluster, gerund, work);
    } finally {
      lock.unlock();
    }
  }

  private ReentrantLock of(ClusterName cluster) {
    return locks.computeIfAbsent(cluster, name -> new ReentrantLock());
  }
}
