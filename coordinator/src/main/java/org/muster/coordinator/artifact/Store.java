package org.muster.coordinator.artifact;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Sha256;
import org.muster.protocol.Tree;
import org.muster.protocol.TreeEntry;

/**
 * Files and folders by content: the same bytes are kept once, however many artifacts, modules and
 * nodes have them. Its methods block; they may be called from any number of threads of one process.
 */
public final class Store {
  private final Path root;
  private final InstantSource clock;
  private final Blobs blobs;
  private final Materializer materializer;
  private final Lock adding; // by many at once
  private final Lock sweeping; // by one, while nobody adds

  /** What a sweep removed. */
  public record Swept(int trees, long bytes) {}

  /** Opens the store, and makes it when it is not there. */
  public Store(Path root, InstantSource clock) {
    this.root = requireNonNull(root, "root is null").toAbsolutePath();
    this.clock = requireNonNull(clock, "clock is null");
    this.blobs = new Blobs(blobsFolder(), scratchFolder(), clock);
    ReadWriteLock lock = new ReentrantReadWriteLock();
    this.adding = lock.readLock();
    this.sweeping = lock.writeLock();
    this.materializer = new Materializer(blobs);
    StoreFailure.guard(
        root,
        () -> {
          for (Path folder : new Path[] {blobsFolder(), treesFolder(), resolvedFolder()}) {
            Files.createDirectories(folder);
          }
          Files.createDirectories(downloadsFolder());
          return Files.createDirectories(scratchFolder());
        });
  }

  public Path root() {
    return root;
  }

  /**
   * Keeps the content and says what it is.
   *
   * @throws IOException when the content cannot be read to its end; nothing is kept then
   */
  public Blob put(InputStream content) throws IOException {
    adding.lock();
    try {
      return blobs.put(content);
    } finally {
      adding.unlock();
    }
  }

  /** Keeps a copy of the file; the file itself is never linked to. */
  public Blob put(Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      return put(content);
    }
  }

  /** Where a blob is, when it is there: mode 0444, or 0555 for the executable twin. */
  public Optional<Path> blob(Sha256 sha256, boolean executable) {
    return Optional.of(blobs.file(sha256, executable)).filter(Files::isRegularFile);
  }

  /** Where the canonical JSON of a tree is, when it is there. */
  public Optional<Path> treeFile(Sha256 hash) {
    return Optional.of(pathOfTree(hash)).filter(Files::isRegularFile);
  }

  /** Keeps the tree, all of whose files were put before; afterwards it survives a power cut. */
  public Sha256 putTree(Tree tree) {
    Sha256 hash = tree.hash();
    return holding(adding, root, () -> keepTree(tree, hash));
  }

  /** The tree of this hash. */
  public Optional<Tree> tree(Sha256 hash) {
    return treeFile(hash)
        .map(file -> Tree.parse(StoreFailure.guard(root, () -> Files.readAllBytes(file))));
  }

  /** Whether the tree and all its files are here; if so, they count as used now. */
  public boolean use(Sha256 hash) {
    return holding(
        adding,
        root,
        () -> {
          Optional<Tree> tree = tree(hash);
          if (tree.isEmpty() || !isWhole(tree.get())) {
            return false;
          }
          touch(pathOfTree(hash));
          return true;
        });
  }

  /**
   * Lays the tree out as the folder {@code target} by hard links to read-only files, or by copies
   * on another file system. A target that is there already is taken as done: it appears as a whole.
   */
  public void materialize(Sha256 hash, Path target) {
    if (Files.isDirectory(target)) {
      return;
    }
    holding(
        adding,
        target,
        () -> {
          Tree tree = tree(hash).orElseThrow(() -> missing("the tree " + hash));
          materializer.materialize(tree, target);
          return target;
        });
  }

  /** Removes all trees but these and those used since, and the files that no tree has then. */
  public Swept sweep(Set<Sha256> keepTrees, Instant usedSince) {
    return holding(sweeping, root, () -> new Sweeper(this, keepTrees, usedSince).sweep());
  }

  Path blobsFolder() {
    return root.resolve("blobs");
  }

  Path treesFolder() {
    return root.resolve("trees");
  }

  Path resolvedFolder() {
    return root.resolve("resolved");
  }

  Path downloadsFolder() {
    return root.resolve("downloads");
  }

  Path scratchFolder() {
    return root.resolve("tmp");
  }

  private Sha256 keepTree(Tree tree, Sha256 hash) throws IOException {
    Set<Path> folders = new HashSet<>(Set.of(blobsFolder()));
    for (TreeEntry.Content content : tree.files()) {
      if (!blobs.isKept(blobOf(content), false)) {
        throw missing("the content of " + content.path());
      }
      if (content.executable()) {
        blobs.makeExecutable(blobOf(content));
      }
      folders.add(blobs.file(content.sha256(), false).getParent());
    }
    if (Files.exists(pathOfTree(hash))) {
      touch(pathOfTree(hash));
      return hash;
    }
    for (Path folder : folders) {
      DurableFiles.sync(folder);
    }
    DurableFiles.replace(pathOfTree(hash), tree.canonicalJson(), scratchFolder());
    return hash;
  }

  private boolean isWhole(Tree tree) throws IOException {
    for (TreeEntry.Content content : tree.files()) {
      if (!blobs.isKept(blobOf(content), content.executable())) {
        return false;
      }
    }
    return true;
  }

  private static Blob blobOf(TreeEntry.Content content) {
    return new Blob(content.sha256(), content.size());
  }

  private void touch(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
  }

  private Path pathOfTree(Sha256 hash) {
    return treesFolder().resolve(hash.hex() + ".json");
  }

  private MusterException missing(String what) {
    return new MusterException(
        ErrorCode.STORAGE_FAILED,
        "%s is not in the artifact store at %s; launch again to fetch it".formatted(what, root));
  }

  private static <T> T holding(Lock lock, Path place, StoreFailure.Call<T> call) {
    lock.lock();
    try {
      return StoreFailure.guard(place, call);
    } finally {
      lock.unlock();
    }
  }
}
