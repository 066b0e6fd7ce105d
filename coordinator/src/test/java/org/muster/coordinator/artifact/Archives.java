package org.muster.coordinator.artifact;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Writes archives in memory, good ones and bad ones. */
final class Archives {
  private Archives() {}

  /** Writes entries of a tar archive. */
  static final class Tar {
    private final TarArchiveOutputStream out;

    private Tar(OutputStream out) {
      this.out = new TarArchiveOutputStream(out);
      this.out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    }

    Tar file(String path, String content) {
      return file(path, content.getBytes(StandardCharsets.UTF_8), 0100644);
    }

    Tar executable(String path, String content) {
      return file(path, content.getBytes(StandardCharsets.UTF_8), 0100755);
    }

    Tar file(String path, byte[] content, int mode) {
      TarArchiveEntry entry = new TarArchiveEntry(path, true);
      entry.setSize(content.length);
      entry.setMode(mode);
      return put(entry, content);
    }

    Tar folder(String path) {
      return put(new TarArchiveEntry(path + "/", true), new byte[0]);
    }

    Tar link(String path, String target) {
      return special(path, TarConstants.LF_SYMLINK, target);
    }

    Tar hardLink(String path, String target) {
      return special(path, TarConstants.LF_LINK, target);
    }

    Tar special(String path, byte kind, String target) {
      TarArchiveEntry entry = new TarArchiveEntry(path, kind, true);
      entry.setLinkName(target);
      return put(entry, new byte[0]);
    }

    private Tar put(TarArchiveEntry entry, byte[] content) {
      try {
        out.putArchiveEntry(entry);
        out.write(content);
        out.closeArchiveEntry();
        return this;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static byte[] tar(Consumer<Tar> content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      Tar tar = new Tar(bytes);
      content.accept(tar);
      tar.out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GzipCompressorOutputStream out = new GzipCompressorOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A zip of pairs of path and content; a path that starts with {@code ->} is a link. */
  static byte[] zip(String... pathsAndContents) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(bytes)) {
      for (int i = 0; i < pathsAndContents.length; i += 2) {
        String path = pathsAndContents[i];
        ZipArchiveEntry entry = new ZipArchiveEntry(path.replaceFirst("^->", ""));
        entry.setUnixMode(path.startsWith("->") ? 0120777 : 0100755);
        out.putArchiveEntry(entry);
        out.write(pathsAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
        out.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
