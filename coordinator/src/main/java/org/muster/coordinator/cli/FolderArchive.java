package org.muster.coordinator.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.muster.error.Problems;

/** A folder, or single files, as a tar stream, checked as a whole before its first byte. */
final class FolderArchive {

  private final SortedMap<String, Path> entries;

  private FolderArchive(SortedMap<String, Path> entries) {
    this.entries = entries;
  }

  static FolderArchive of(Path folder) {
    Problems problems = new Problems();
    SortedMap<String, Path> entries = entries(folder, problems);
    problems.throwIfAny("the folder '%s'".formatted(folder));
    return new FolderArchive(entries);
  }

  /** The files and links in a folder by their names from there. */
  static SortedMap<String, Path> entries(Path folder, Problems problems) {
    Path root = folder.toAbsolutePath().normalize();
    try (Stream<Path> walk = Files.walk(root, new FileVisitOption[0])) {
      List<Path> files =
          walk.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
              .sorted()
              .toList();
      SortedMap<String, Path> entries = new TreeMap<>();
      for (Path file : files) {
        check(root, file, problems);
        entries.put(root.relativize(file).toString(), file);
      }
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException("reading the folder " + folder, e);
    }
  }

  /** Readable files by the names that they get. */
  static FolderArchive of(Map<String, Path> files) {
    return new FolderArchive(new TreeMap<>(files));
  }

  void writeTo(OutputStream target) throws IOException {
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(target, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      for (Map.Entry<String, Path> entry : entries.entrySet()) {
        add(tar, entry.getValue(), entry.getKey());
      }
    }
  }

  private static void add(TarArchiveOutputStream tar, Path file, String name) throws IOException {
    if (Files.isSymbolicLink(file)) {
      TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
      link.setLinkName(Files.readSymbolicLink(file).toString());
      tar.putArchiveEntry(link);
    } else {
      TarArchiveEntry entry = new TarArchiveEntry(name);
      entry.setSize(Files.size(file));
      entry.setMode((Integer) Files.getAttribute(file, "unix:mode"));
      tar.putArchiveEntry(entry);
      Files.copy(file, tar);
    }
    tar.closeArchiveEntry();
  }

  private static void check(Path root, Path file, Problems problems) throws IOException {
    Path name = root.relativize(file);
    if (Files.isSymbolicLink(file)) {
      Path target = Files.readSymbolicLink(file);
      Path end = file.getParent().resolve(target).normalize();
      if (target.isAbsolute() || !end.startsWith(root)) {
        problems.add(
            "the link '%s' leads out of the folder, to '%s'; put the file itself there"
                .formatted(name, target));
      }
    } else if (!Files.isRegularFile(file)) {
      problems.add("'%s' is neither a file nor a link".formatted(name));
    } else if (!Files.isReadable(file)) {
      problems.add("the file '%s' cannot be read".formatted(name));
    }
  }
}
