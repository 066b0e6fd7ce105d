package org.muster.coordinator.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.muster.protocol.Sha256;
import org.muster.protocol.Tree;
import org.muster.protocol.TreeEntry;

/** Removes from a {@link Store} what nobody wants any more. */
final class Sweeper {
  private final Store store;
  private final Set<Sha256> keep;
  private final Instant before;

  /** What was used at or after {@code before} stays, whether it is in {@code keep} or not. */
  Sweeper(Store store, Set<Sha256> keep, Instant before) {
    this.store = store;
    this.keep = keep;
    this.before = before;
  }

  Store.Swept sweep() throws IOException {
    int trees = 0;
    Set<String> wanted = new HashSet<>();
    for (Path file : filesIn(store.treesFolder())) {
      Sha256 hash = new Sha256(file.getFileName().toString().replace(".json", ""));
      if (keep.contains(hash) || isFresh(file)) {
        addBlobs(store.tree(hash).orElseThrow(), wanted);
      } else {
        Files.delete(file);
        trees++;
      }
    }
    long bytes = 0;
    for (Path file : filesIn(store.blobsFolder())) {
      if (!wanted.contains(file.getFileName().toString()) && !isFresh(file)) {
        bytes += Files.size(file);
        Files.delete(file);
      }
    }
    deleteStale(store.scratchFolder());
    deleteStale(store.downloadsFolder());
    return new Store.Swept(trees, bytes);
  }

  private static void addBlobs(Tree tree, Set<String> wanted) {
    for (TreeEntry.Content content : tree.files()) {
      wanted.add(content.sha256().hex());
      if (content.executable()) {
        wanted.add(content.sha256().hex() + Blobs.EXECUTABLE);
      }
    }
  }

  private void deleteStale(Path folder) throws IOException {
    for (Path file : filesIn(folder)) {
      if (!isFresh(file)) {
        Files.delete(file);
      }
    }
  }

  private boolean isFresh(Path file) throws IOException {
    return !Files.getLastModifiedTime(file).toInstant().isBefore(before);
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(Files::isRegularFile).toList();
    }
  }
}
