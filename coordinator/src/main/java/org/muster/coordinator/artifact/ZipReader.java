package org.muster.coordinator.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Reads a zip file, or one folder of it, into a store. */
final class ZipReader {
  private static final int KIND = 0170000;
  private static final int REGULAR = 0100000;

  private final Store store;
  private final Entries entries;

  ZipReader(Store store, Entries entries) {
    this.store = store;
    this.entries = entries;
  }

  /** Looks for the directory at the end of a zip file, which one that was cut off does not have. */
  static void checkWhole(Path file) throws IOException {
    new java.util.zip.ZipFile(file.toFile()).close();
  }

  /** Everything in the file. */
  void read(Path file, int strip) throws IOException {
    read(file, "", "", strip);
  }

  /** What is below the folder {@code from}, laid out below {@code to}; says how much it was. */
  int readFolder(Path file, String from, String to) throws IOException {
    return read(file, from + "/", to.isEmpty() ? "" : to + "/", 0);
  }

  private int read(Path file, String from, String to, int strip) throws IOException {
    int read = 0;
    try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        if (!entry.isDirectory() && entry.getName().startsWith(from)) {
          String name = to + entry.getName().substring(from.length());
          String path = entries.place(name, strip).orElse("");
          if (!path.isEmpty()) {
            add(zip, entry, path);
            read++;
          }
        }
      }
    }
    return read;
  }

  private void add(ZipFile zip, ZipArchiveEntry entry, String path) throws IOException {
    int kind = entry.getUnixMode() & KIND;
    if (entry.isUnixSymlink()) {
      entries.link(path, zip.getUnixSymlink(entry));
    } else if ((kind == REGULAR || kind == 0) && zip.canReadEntryData(entry)) {
      entries.file(path, putChecked(zip, entry), entry.getUnixMode());
    } else {
      throw entries.refused("has '" + path + "', which is encrypted or no plain file");
    }
  }

  private Blob putChecked(ZipFile zip, ZipArchiveEntry entry) throws IOException {
    CRC32 crc = new CRC32();
    try (InputStream content = new CheckedInputStream(zip.getInputStream(entry), crc)) {
      Blob blob = store.put(entries.counted(content));
      if (crc.getValue() != entry.getCrc() || blob.size() != entry.getSize()) {
        throw new IOException("the content of '%s' is damaged".formatted(entry.getName()));
      }
      return blob;
    }
  }
}
