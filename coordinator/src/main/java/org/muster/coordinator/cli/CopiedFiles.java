package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.muster.error.Problems;
import org.muster.protocol.Sha256;

/** Files of this machine, by the paths from a node's root that they are copied to. */
final class CopiedFiles {
  private static final Path HOME = Path.of("/root");

  private final Problems problems;
  private final SortedMap<String, Path> files = new TreeMap<>();

  CopiedFiles(Problems problems) {
    this.problems = requireNonNull(problems, "problems is null");
  }

  SortedMap<String, Path> files() {
    return files;
  }

  /**
   * Adds files and folders. They come into the remote folder when there are several, or when its
   * name ends with a slash; else the one gets the remote name.
   *
   * @param remote from the node's root, or from its home directory when it is relative
   */
  void add(List<String> places, String remote) {
    boolean isFolder = places.size() > 1 || remote.endsWith("/");
    for (String place : places) {
      try {
        Path local = Path.of(place).toAbsolutePath().normalize();
        Path target = HOME.resolve(remote).normalize();
        add(place, local, isFolder ? target.resolve(nameOf(local)) : target);
      } catch (InvalidPathException e) {
        problems.add("'%s' to '%s': %s".formatted(place, remote, e.getMessage()));
      }
    }
  }

  private void add(String place, Path local, Path target) {
    if (Files.isDirectory(local)) {
      SortedMap<String, Path> entries = FolderArchive.entries(realPath(local), problems);
      if (entries.isEmpty()) {
        problems.add("the folder '%s' has no files".formatted(place));
      }
      entries.forEach((name, file) -> put(target.resolve(name), file));
    } else if (!Files.isRegularFile(local)) {
      problems.add("there is no file or folder '%s' on this machine".formatted(place));
    } else if (!Files.isReadable(local)) {
      problems.add("the file '%s' cannot be read".formatted(place));
    } else if (target.getNameCount() == 0) {
      problems.add("the file '%s' cannot take the place of the node's root".formatted(place));
    } else {
      put(target, realPath(local));
    }
  }

  private void put(Path target, Path file) {
    String path = target.toString().substring(1);
    Path other = files.put(path, file);
    if (other != null && !other.equals(file)) {
      problems.add("'%s' and '%s' would both become /%s".formatted(other, file, path));
    }
  }

  private static Path nameOf(Path local) {
    return local.getNameCount() == 0 ? Path.of("") : local.getFileName();
  }

  private Path realPath(Path local) {
    try {
      return local.toRealPath();
    } catch (IOException e) {
      problems.add("the file '%s' cannot be read: %s".formatted(local, e.getMessage()));
      return local;
    }
  }

  /** How many bytes they have. */
  long size() throws IOException {
    long size = 0;
    for (Path file : files.values()) {
      size += Files.isSymbolicLink(file) ? 0 : Files.size(file);
    }
    return size;
  }

  /** Their hashes in the form that {@code sha256sum --check} reads, from a node's root. */
  String checksums() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Map.Entry<String, Path> entry : files.entrySet()) {
      if (!Files.isSymbolicLink(entry.getValue())) {
        lines.append(line(hash(entry.getValue()), "./" + entry.getKey()));
      }
    }
    return lines.toString();
  }

  // A backslash in a name is escaped, and one before the hash tells of it.
  private static String line(Sha256 hash, String path) {
    String escaped = path.replace("\\", "\\\\");
    return (escaped.equals(path) ? "" : "\\") + hash + "  " + escaped + "\n";
  }

  private static Sha256 hash(Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file);
        DigestInputStream digested = new DigestInputStream(content, Sha256.digest())) {
      digested.transferTo(OutputStream.nullOutputStream());
      return Sha256.of(digested.getMessageDigest());
    }
  }
}
