package org.muster.agent.step;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Sha256;
import org.muster.protocol.Tree;
import org.muster.protocol.TreeEntry;

/**
 * Lays out trees on the node, each once, however many steps want it at the same time. A tree is
 * built beside its place and renamed into it, so that a half-done one is never seen. Thread-safe.
 */
final class NodeStore {
  private static final String UNFINISHED = ".unfinished-";

  private final StoreSource source;
  private final ConcurrentMap<Path, CompletableFuture<Path>> builds = new ConcurrentHashMap<>();

  NodeStore(StoreSource source) {
    this.source = source;
  }

  /** The tree's own directory, laid out when it was not there yet. May block for long. */
  Path layOut(String hash, Path target) {
    if (Files.isDirectory(target)) {
      return target;
    }
    CompletableFuture<Path> mine = new CompletableFuture<>();
    CompletableFuture<Path> others = builds.putIfAbsent(target, mine);
    if (others != null) {
      return joined(others);
    }
    try {
      mine.complete(Files.isDirectory(target) ? target : build(hash, target));
    } catch (MusterException e) {
      mine.completeExceptionally(e);
    } catch (IOException | IllegalArgumentException e) {
      mine.completeExceptionally(
          new MusterException(
              ErrorCode.STORAGE_FAILED, "laying out %s: %s".formatted(target, e.getMessage()), e));
    } finally {
      builds.remove(target);
    }
    return joined(mine);
  }

  Tree tree(String hash) {
    Sha256 expected = new Sha256(hash);
    byte[] json = source.tree(expected);
    if (!Sha256.of(json).equals(expected)) {
      throw new MusterException(
          ErrorCode.ARTIFACT_CORRUPT, "reading tree %s: its content does not fit".formatted(hash));
    }
    return Tree.parse(json);
  }

  /** Puts one file of a tree at a place of its own choosing. */
  void file(TreeEntry.Content content, Path target) {
    source.file(content, target);
  }

  private Path build(String hash, Path target) throws IOException {
    Tree tree = tree(hash);
    Path unfinished = target.resolveSibling(UNFINISHED + target.getFileName());
    deleteTree(unfinished);
    Files.createDirectories(unfinished);
    for (TreeEntry entry : tree.entries()) {
      Path place = unfinished.resolve(entry.path());
      Files.createDirectories(place.getParent());
      if (entry instanceof TreeEntry.Content content) {
        source.file(content, place);
      } else if (entry instanceof TreeEntry.Link link) {
        Files.createSymbolicLink(place, Path.of(link.link()));
      }
    }
    try {
      Files.move(unfinished, target, ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      deleteTree(unfinished);
    }
    return target;
  }

  private static Path joined(CompletableFuture<Path> build) {
    try {
      return build.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof MusterException known) {
        throw known;
      }
      throw e;
    }
  }

  private static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
