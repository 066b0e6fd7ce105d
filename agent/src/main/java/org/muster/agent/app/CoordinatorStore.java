package org.muster.agent.app;

import java.nio.file.Path;
import org.muster.agent.link.RemoteStore;
import org.muster.agent.step.StoreSource;
import org.muster.protocol.Sha256;
import org.muster.protocol.TreeEntry;

/** Lets steps take their files from the coordinator. */
final class CoordinatorStore implements StoreSource {
  private final RemoteStore remote;

  CoordinatorStore(RemoteStore remote) {
    this.remote = remote;
  }

  @Override
  public byte[] tree(Sha256 hash) {
    return remote.tree(hash);
  }

  @Override
  public void file(TreeEntry.Content content, Path target) {
    remote.file(content, target);
  }
}
