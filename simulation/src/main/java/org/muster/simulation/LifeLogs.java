package org.muster.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.muster.coordinator.flow.StepLogs;
import org.muster.protocol.ClusterName;
import org.muster.protocol.StepKey;

/** Copies of outputs, as one life of a coordinator reaches them. */
final class LifeLogs implements StepLogs {
  private final CoordinatorLife life;

  LifeLogs(CoordinatorLife life) {
    this.life = life;
  }

  @Override
  public long position(StepKey step) {
    return life.world().logs().position(step);
  }

  @Override
  public boolean isFull(StepKey step) {
    return false;
  }

  @Override
  public void append(StepKey step, long offset, byte[] data) {
    if (life.world().coordinators().areLogsFull()) {
      throw new UncheckedIOException(new IOException("the disk is full"));
    }
    if (!life.dies(Point.BEFORE_LOG)) {
      life.world().logs().append(step, offset, data);
    }
  }

  @Override
  public Piece read(StepKey step, long offset, int maxBytes) {
    return new Piece(offset, new byte[0]);
  }

  @Override
  public void sweep(Instant writtenBefore, long bytesPerCluster) {
    // Nobody tidies up in a run: it is over too soon.
  }

  @Override
  public void forget(ClusterName cluster) {
    if (!life.program().isDead()) {
      life.world().logs().clear();
    }
  }
}
