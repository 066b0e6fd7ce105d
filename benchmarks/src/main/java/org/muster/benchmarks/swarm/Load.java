package org.muster.benchmarks.swarm;

import java.time.Duration;

/** Watches what the coordinator takes while something is going on. */
final class Load implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(500);

  private final CoordinatorProcess coordinator;
  private final Thread watcher;
  private final double cpuBefore;
  private final long begin = System.nanoTime();
  private volatile double mostHeap;
  private volatile double mostResident;
  private volatile boolean isOver;

  Load(CoordinatorProcess coordinator) {
    this.coordinator = coordinator;
    cpuBefore = coordinator.cpuSeconds();
    watcher = new Thread(this::watch, "load");
    watcher.setDaemon(true);
    watcher.start();
  }

  private void watch() {
    while (!isOver) {
      try {
        mostHeap = Math.max(mostHeap, coordinator.heapMib());
        mostResident = Math.max(mostResident, coordinator.residentMib());
      } catch (RuntimeException e) {
        // It is just being killed.
      }
      Patience.rest(EVERY);
    }
  }

  double mostHeapMib() {
    return mostHeap;
  }

  double mostResidentMib() {
    return mostResident;
  }

  /** Of one processor, in percent, since this began. */
  double cpuPercent() {
    return (coordinator.cpuSeconds() - cpuBefore) / ((System.nanoTime() - begin) / 1e9) * 100;
  }

  @Override
  public void close() {
    isOver = true;
  }
}
