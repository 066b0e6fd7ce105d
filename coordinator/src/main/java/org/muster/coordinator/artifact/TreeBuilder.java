package org.muster.coordinator.artifact;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Tree;

/**
 * Makes trees out of folders, files and archives, and keeps them in a store. What it refuses, it
 * refuses as a whole: no tree is kept. Thread-safe; its methods block.
 */
public final class TreeBuilder {
  private final Store store;
  private final Limits limits;

  public TreeBuilder(Store store, Limits limits) {
    this.store = requireNonNull(store, "store is null");
    this.limits = requireNonNull(limits, "limits is null");
  }

  /**
   * The files and links below a folder, such as a module or a deploy root.
   *
   * @param subject what it is, for messages, such as {@code module spark}
   */
  public Tree ofFolder(String subject, Path folder) {
    Entries entries = new Entries(subject, folder, limits, Optional.empty());
    try {
      for (Path file : contentOf(folder)) {
        add(entries, file, folder.relativize(file).toString());
      }
    } catch (IOException e) {
      throw unreadable(subject, folder, e);
    }
    return kept(entries.tree());
  }

  /** A tree of one file, named as it is now. */
  public Tree ofFile(String subject, Path file, String name) {
    Entries entries = new Entries(subject, file, limits, Optional.empty());
    try {
      add(entries, file, name);
    } catch (IOException e) {
      throw unreadable(subject, file, e);
    }
    return kept(entries.tree());
  }

  /**
   * What is in an archive: tar, tar.gz, tar.bz2 or zip, told by its content.
   *
   * @param strip how many leading folders of each path to leave away
   */
  public Tree ofArchive(String subject, Path archive, int strip) {
    try {
      Entries entries = new Entries(subject, archive, limits, Optional.of(Files.size(archive)));
      try (InputStream in = new BufferedInputStream(Files.newInputStream(archive), 1 << 16)) {
        read(in, archive, entries, strip);
      } catch (IOException e) {
        throw entries.refused("is damaged or cut off (%s)".formatted(IoReason.of(e)));
      }
      if (entries.tree().entries().isEmpty()) {
        throw entries.refused("has no files below %d leading folders".formatted(strip));
      }
      return kept(entries.tree());
    } catch (IOException e) {
      throw unreadable(subject, archive, e);
    }
  }

  /** Keeps a tree whose files are in the store. */
  Tree kept(Tree tree) {
    store.putTree(tree);
    return tree;
  }

  private void read(InputStream in, Path archive, Entries entries, int strip) throws IOException {
    TarReader tar = new TarReader(store, entries, strip);
    switch (ArchiveKind.of(in)) {
      case GZIP ->
          tar.read(
              GzipCompressorInputStream.builder()
                  .setInputStream(in)
                  .setDecompressConcatenated(true)
                  .get());
      case BZIP2 -> tar.read(new BZip2CompressorInputStream(in, true));
      case TAR -> tar.read(in);
      case ZIP -> new ZipReader(store, entries).read(archive, strip);
      case UNKNOWN ->
          throw entries.refused(
              "is no archive that can be unpacked (tar, tar.gz, tar.bz2 or zip);"
                  + " say 'unpack: false' to use it as it is");
    }
  }

  private void add(Entries entries, Path file, String path) throws IOException {
    if (Files.isSymbolicLink(file)) {
      entries.link(path, Files.readSymbolicLink(file).toString());
    } else if (Files.isRegularFile(file, NOFOLLOW_LINKS)) {
      int mode = (Integer) Files.getAttribute(file, "unix:mode", NOFOLLOW_LINKS);
      try (InputStream content = entries.counted(Files.newInputStream(file))) {
        entries.file(path, store.put(content), mode);
      }
    } else {
      throw entries.refused("has '" + path + "', which is neither a file nor a folder nor a link");
    }
  }

  private static List<Path> contentOf(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(file -> !Files.isDirectory(file, NOFOLLOW_LINKS)).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause(); // a folder in it cannot be read
    }
  }

  private static MusterException unreadable(String subject, Path place, IOException failure) {
    return new MusterException(
        ErrorCode.INVALID_INPUT,
        "%s: reading %s: %s; check that it is there and may be read"
            .formatted(subject, place, IoReason.of(failure)),
        failure);
  }
}
