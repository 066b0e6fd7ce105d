package org.muster.coordinator.artifact;

import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;

/** Says what Maven downloads, and how much it was so far; how much it will be nobody knows. */
final class MavenProgress extends AbstractTransferListener {
  private final String artifact;
  private final Progress progress;
  private final AtomicLong bytes = new AtomicLong();

  MavenProgress(String artifact, Progress progress) {
    this.artifact = artifact;
    this.progress = progress.inSteps();
  }

  @Override
  public void transferProgressed(TransferEvent event) {
    long done = bytes.addAndGet(event.getDataLength());
    String file = event.getResource().getResourceName();
    String text = "downloading " + file.substring(file.lastIndexOf('/') + 1);
    progress.report(artifact, text, done, 0);
  }
}
