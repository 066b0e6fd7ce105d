package org.muster.coordinator.artifact;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Tree;
import org.muster.protocol.TreeEntry;

/**
 * Gathers the entries of one tree from one source, and refuses what a good source never has: paths
 * that leave, duplicates, too many entries, too many bytes. Owned by one thread.
 */
final class Entries {
  private final String subject;
  private final Path source;
  private final Limits limits;
  private final long sourceBytes;
  private final Map<String, TreeEntry> found = new LinkedHashMap<>();
  private long bytes;

  /**
   * @param subject what is built, for messages, such as {@code artifact spark}
   * @param sourceBytes the size of the archive, or of nothing when there is none
   */
  Entries(String subject, Path source, Limits limits, Optional<Long> sourceBytes) {
    this.subject = subject;
    this.source = source;
    this.limits = limits;
    this.sourceBytes = sourceBytes.orElse(Long.MAX_VALUE / limits.ratio());
  }

  /**
   * The path of an entry below the root of the tree.
   *
   * @param strip how many leading folders to leave away
   * @return nothing when the entry is among what is left away
   */
  Optional<String> place(String name, int strip) {
    if (name.startsWith("/")) {
      throw refused("has the absolute path '" + name + "'");
    }
    Deque<String> parts = new ArrayDeque<>(Arrays.asList(name.split("/", -1)));
    parts.removeIf(part -> part.isEmpty() || part.equals("."));
    if (parts.contains("..")) {
      throw refused("has the path '" + name + "', which leaves its folder");
    }
    for (int i = 0; i < strip && !parts.isEmpty(); i++) {
      parts.removeFirst();
    }
    return Optional.of(String.join("/", parts)).filter(path -> !path.isEmpty());
  }

  /**
   * @param permissions as the system or the archive gives them; 0 when it does not
   */
  void file(String path, Blob blob, int permissions) {
    add(path, () -> TreeEntry.Content.of(path, blob.sha256(), blob.size(), permissions));
  }

  void link(String path, String target) {
    add(path, () -> new TreeEntry.Link(path, target));
  }

  /** The same content once more, under another path. */
  void hardLink(String path, String target) {
    if (!(found.get(target) instanceof TreeEntry.Content content)) {
      throw refused("has '%s' as a hard link to '%s', which is not in it".formatted(path, target));
    }
    file(path, new Blob(content.sha256(), content.size()), content.permissions());
  }

  Tree tree() {
    try {
      return Tree.of(found.values());
    } catch (IllegalArgumentException e) {
      throw refused("cannot be laid out: " + e.getMessage());
    }
  }

  /** The content of one entry, counted, so that a bomb is noticed while it goes off. */
  InputStream counted(InputStream content) {
    return new FilterInputStream(content) {
      @Override
      public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(read, 0));
        return read;
      }
    };
  }

  MusterException refused(String why) {
    return new MusterException(
        ErrorCode.ARTIFACT_CORRUPT,
        "%s: %s %s; it was refused as a whole: repair it, or take another one"
            .formatted(subject, source, why));
  }

  private void add(String path, Supplier<TreeEntry> entry) {
    if (found.size() >= limits.entries()) {
      throw refused("has more than %d entries".formatted(limits.entries()));
    }
    try {
      if (found.putIfAbsent(path, entry.get()) != null) {
        throw refused("has the path '" + path + "' twice");
      }
    } catch (IllegalArgumentException e) {
      throw refused("has an entry that is not allowed: " + e.getMessage());
    }
  }

  private void count(int more) {
    bytes += more;
    if (bytes > limits.bytes()) {
      throw refused("unpacks to more than %d bytes".formatted(limits.bytes()));
    }
    if (bytes > Limits.SMALL && bytes / limits.ratio() > sourceBytes) {
      throw refused("unpacks to more than %d times its size".formatted(limits.ratio()));
    }
  }
}
