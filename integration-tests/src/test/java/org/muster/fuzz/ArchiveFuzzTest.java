package org.muster.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.coordinator.artifact.Limits;
import org.muster.coordinator.artifact.Store;
import org.muster.coordinator.artifact.TreeBuilder;

final class ArchiveFuzzTest {
  @TempDir private Path folder;

  @Test
  void archives() throws Exception {
    Store store = new Store(folder.resolve("store"), () -> Instant.EPOCH);
    TreeBuilder trees = new TreeBuilder(store, new Limits(1000, 20_000_000, 100));
    Path archive = folder.resolve("archive");
    Fuzz.of(
        "archives",
        List.of(tar(), gzip(tar()), zip()),
        input -> trees.ofArchive("it", Files.write(archive, input), 0));
  }

  private static byte[] tar() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (String name : List.of("a", "b/c", "long/" + "x".repeat(150))) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(3);
        tar.putArchiveEntry(entry);
        tar.write("abc".getBytes(US_ASCII));
        tar.closeArchiveEntry();
      }
      TarArchiveEntry link = new TarArchiveEntry("b/d", TarConstants.LF_SYMLINK);
      link.setLinkName("c");
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : List.of("a", "META-INF/MANIFEST.MF", "b/c.class")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(new byte[500]);
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
