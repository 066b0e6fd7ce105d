package org.muster.coordinator.artifact;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Reads a tar stream into a store, entry by entry. */
final class TarReader {

  private final Store store;
  private final Entries entries;
  private final int strip;

  TarReader(Store store, Entries entries, int strip) {
    this.store = store;
    this.entries = entries;
    this.strip = strip;
  }

  /** Reads to the very end, so that the checksum of a compressed stream is checked too. */
  void read(InputStream uncompressed) throws IOException {
    ZeroTail stream = new ZeroTail(uncompressed);
    TarArchiveInputStream tar = new TarArchiveInputStream(stream, StandardCharsets.UTF_8.name());
    boolean empty = true;
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      add(entry, tar);
      empty = false;
    }
    stream.transferTo(OutputStream.nullOutputStream());
    if (empty || !stream.endedInZeros()) {
      throw new IOException("the archive ends without the mark of its end");
    }
  }

  private void add(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
    String path = entries.place(entry.getName(), strip).orElse("");
    if (path.isEmpty() || entry.isDirectory()) {
      return;
    }
    if (entry.isSymbolicLink()) {
      entries.link(path, entry.getLinkName());
    } else if (entry.isLink()) {
      entries.hardLink(path, entries.place(entry.getLinkName(), strip).orElse(""));
    } else if (isRegular(entry) && tar.canReadEntryData(entry)) {
      entries.file(path, store.put(entries.counted(tar)), entry.getMode());
    } else {
      throw entries.refused("has '" + path + "', which is neither a file nor a folder nor a link");
    }
  }

  private static boolean isRegular(TarArchiveEntry entry) {
    byte kind = entry.getLinkFlag();
    return kind == TarConstants.LF_NORMAL
        || kind == TarConstants.LF_OLDNORM
        || kind == TarConstants.LF_CONTIG
        || entry.isSparse();
  }

  /** Remembers whether the last 512 bytes were zeros, as at the end of every whole tar archive. */
  private static final class ZeroTail extends FilterInputStream {
    private static final int RECORD = 512;
    private long zeros;

    ZeroTail(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      for (int i = offset + read - 1; i >= offset; i--) {
        if (buffer[i] != 0) {
          zeros = (long) offset + read - 1 - i;
          return read;
        }
      }
      zeros += Math.max(read, 0);
      return read;
    }

    @Override
    public long skip(long count) throws IOException {
      return read(new byte[(int) Math.min(count, 8192)]);
    }

    boolean endedInZeros() {
      return zeros >= RECORD;
    }
  }
}
