package org.muster.coordinator.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log file, however large it is. */
final class LogTail {
  private static final int BYTES = 16 * 1024;
  private static final int LINES = 15;

  private LogTail() {}

  static String of(Path log) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long start = Math.max(0, file.length() - BYTES);
      byte[] end = new byte[(int) (file.length() - start)];
      file.seek(start);
      file.readFully(end);
      List<String> lines = new String(end, StandardCharsets.UTF_8).lines().toList();
      return String.join(
          "\n",
          lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
              .map(line -> "  " + Text.plain(line))
              .toList());
    } catch (IOException e) {
      return "  (it cannot be read: %s)".formatted(e.getMessage());
    }
  }
}
