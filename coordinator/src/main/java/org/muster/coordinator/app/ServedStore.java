package org.muster.coordinator.app;

import java.nio.file.Path;
import java.util.Optional;
import org.muster.coordinator.artifact.Store;
import org.muster.coordinator.link.StoreFiles;
import org.muster.protocol.Sha256;

/** The store, as the agents' listener serves it. */
final class ServedStore implements StoreFiles {
  private final Store store;

  ServedStore(Store store) {
    this.store = store;
  }

  @Override
  public Optional<Path> tree(String hash) {
    return store.treeFile(new Sha256(hash));
  }

  @Override
  public Optional<Path> blob(String sha256) {
    Sha256 digest = new Sha256(sha256);
    return store.blob(digest, false).or(() -> store.blob(digest, true));
  }
}
