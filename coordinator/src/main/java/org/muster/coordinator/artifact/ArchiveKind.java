package org.muster.coordinator.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What an archive is, told by its first bytes and not by its name. */
enum ArchiveKind {
  GZIP,
  BZIP2,
  ZIP,
  TAR,
  UNKNOWN;

  private static final int HEADER = 512;
  private static final int TAR_MAGIC = 257;

  /** Looks at the start of a stream that supports marks, and puts it back. */
  static ArchiveKind of(InputStream in) throws IOException {
    in.mark(HEADER);
    byte[] start = in.readNBytes(HEADER);
    in.reset();
    if (has(start, 0, "\u001f\u008b")) {
      return GZIP;
    }
    if (has(start, 0, "BZh")) {
      return BZIP2;
    }
    if (has(start, 0, "PK\u0003\u0004") || has(start, 0, "PK\u0005\u0006")) {
      return ZIP;
    }
    return has(start, TAR_MAGIC, "ustar") ? TAR : UNKNOWN;
  }

  private static boolean has(byte[] start, int offset, String magic) {
    byte[] expected = magic.getBytes(StandardCharsets.ISO_8859_1);
    return start.length >= offset + expected.length
        && Arrays.equals(start, offset, offset + expected.length, expected, 0, expected.length);
  }
}
