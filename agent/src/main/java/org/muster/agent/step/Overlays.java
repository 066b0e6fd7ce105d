package org.muster.agent.step;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.util.List;
import java.util.Set;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Sha256;
import org.muster.protocol.Tree;
import org.muster.protocol.TreeEntry;

/** Lays a user's files over the node's root, each bundle once. Thread-safe. */
final class Overlays {
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  // With the bits for set-uid and its like, which no tree has.
  private static final int PERMISSIONS = 07777;

  private final NodePlaces places;
  private final NodeStore store;

  Overlays(NodePlaces places, NodeStore store) {
    this.places = places;
    this.store = store;
  }

  /** Lays these bundles over the root, in order; one step at a time, the others wait for it. */
  synchronized void lay(List<String> bundles) {
    for (String hash : bundles) {
      Path done = places.overlays().resolve(hash);
      if (Files.exists(done)) {
        continue;
      }
      try {
        layOver(store.tree(hash));
        Files.createDirectories(places.overlays());
        DurableFile.replace(done, "");
      } catch (IOException e) {
        throw new MusterException(
            ErrorCode.STORAGE_FAILED, "laying files over the node's root: " + e.getMessage(), e);
      }
    }
  }

  private void layOver(Tree tree) throws IOException {
    Path root = places.rootDirectory();
    for (TreeEntry entry : tree.entries()) {
      Path target = root.resolve(entry.path());
      if (entry instanceof TreeEntry.Content content && isThere(content, target)) {
        continue;
      }
      Files.createDirectories(target.getParent());
      Path next = target.resolveSibling("." + target.getFileName() + ".muster-next");
      Files.deleteIfExists(next);
      try {
        make(entry, next);
        Files.move(next, target, ATOMIC_MOVE, REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(next);
      }
    }
  }

  private void make(TreeEntry entry, Path next) throws IOException {
    if (entry instanceof TreeEntry.Content content) {
      copy(content, next);
    } else if (entry instanceof TreeEntry.Link link) {
      Files.createSymbolicLink(next, Path.of(link.link()));
    }
  }

  /** What lies there with this content and mode need not be fetched. */
  private static boolean isThere(TreeEntry.Content content, Path target) throws IOException {
    if (!Files.isRegularFile(target, NOFOLLOW_LINKS) || Files.size(target) != content.size()) {
      return false;
    }
    int mode = (Integer) Files.getAttribute(target, "unix:mode") & PERMISSIONS;
    return mode == content.permissions() && hash(target).equals(content.sha256());
  }

  private static Sha256 hash(Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file);
        DigestInputStream digested = new DigestInputStream(content, Sha256.digest())) {
      digested.transferTo(OutputStream.nullOutputStream());
      return Sha256.of(digested.getMessageDigest());
    }
  }

  /** A copy of our own: what lies in the root may be edited, what lies in the store may not. */
  private void copy(TreeEntry.Content content, Path next) throws IOException {
    Path linked = next.resolveSibling(next.getFileName() + "-linked");
    Files.deleteIfExists(linked);
    store.file(content, linked);
    try {
      Files.createFile(next, PRIVATE); // until its mode is known to be as it should
      try (OutputStream out = Files.newOutputStream(next)) {
        Files.copy(linked, out);
      }
      Files.setAttribute(next, "unix:mode", content.permissions());
    } finally {
      Files.delete(linked);
    }
  }
}
