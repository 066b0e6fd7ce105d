package org.muster.coordinator.artifact;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import org.muster.protocol.Tree;
import org.muster.protocol.TreeEntry;

/** Lays a tree out as a folder of hard links, all at once. */
final class Materializer {
  private final Blobs blobs;

  Materializer(Blobs blobs) {
    this.blobs = blobs;
  }

  /** Builds the folder beside its place and renames it; does nothing when it is there. */
  void materialize(Tree tree, Path target) throws IOException {
    if (Files.isDirectory(target)) {
      return;
    }
    Path parent = Files.createDirectories(target.toAbsolutePath().getParent());
    Path building = Files.createTempDirectory(parent, "." + target.getFileName() + "-");
    try {
      fill(tree, building);
      Files.setPosixFilePermissions(building, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(building, target, ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(target)) {
        throw e;
      }
      // Somebody else was faster; the content is the same.
    } finally {
      if (Files.exists(building)) {
        DurableFiles.deleteFolder(building);
      }
    }
  }

  private void fill(Tree tree, Path folder) throws IOException {
    Set<Path> made = new HashSet<>();
    for (TreeEntry entry : tree.entries()) {
      Path place = folder.resolve(entry.path());
      if (made.add(place.getParent())) {
        Files.createDirectories(place.getParent());
      }
      if (entry instanceof TreeEntry.Content content) {
        link(blobs.file(content.sha256(), content.executable()), place);
      } else if (entry instanceof TreeEntry.Link link) {
        Files.createSymbolicLink(place, Path.of(link.link()));
      }
    }
  }

  private static void link(Path blob, Path place) throws IOException {
    try {
      Files.createLink(place, blob);
    } catch (FileSystemException | UnsupportedOperationException e) {
      // Another file system, or more links than an inode can have.
      Files.copy(blob, place, COPY_ATTRIBUTES);
    }
  }
}
