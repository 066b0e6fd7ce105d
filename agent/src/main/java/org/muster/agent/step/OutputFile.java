package org.muster.agent.step;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Looks at the end of a script's output, however long it is. */
final class OutputFile {
  static final int TAIL_LINES = 200;
  static final int TAIL_BYTES = 16 * 1024;

  private static final int LAST_LINE_BYTES = 1024;

  private OutputFile() {}

  static long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  /** The last lines: at most 200, and at most 16 KiB of them. */
  static List<String> tail(Path file) {
    List<String> lines = lines(file, TAIL_BYTES);
    return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
  }

  /** The last line that is not blank; empty when there is none. */
  static String lastLine(Path file) {
    List<String> lines = lines(file, LAST_LINE_BYTES);
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (!lines.get(i).isBlank()) {
        return lines.get(i).strip();
      }
    }
    return "";
  }

  private static List<String> lines(Path file, int maxBytes) {
    String text = readableEnd(file, maxBytes);
    List<String> lines = new ArrayList<>(text.lines().toList());
    // A terminal would show what follows the last carriage return: progress bars work that way.
    lines.replaceAll(line -> line.substring(line.lastIndexOf('\r') + 1));
    return lines;
  }

  private static String readableEnd(Path file, int maxBytes) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long length = channel.size();
      ByteBuffer end = ByteBuffer.allocate((int) Math.min(maxBytes, length));
      long from = length - end.capacity();
      while (end.hasRemaining() && channel.read(end, from + end.position()) >= 0) {}
      String text = new String(end.array(), 0, end.position(), StandardCharsets.UTF_8);
      int firstWhole = from == 0 ? 0 : text.indexOf('\n') + 1;
      return text.substring(firstWhole).replace('\0', ' ');
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      return "the output cannot be read: " + e.getMessage();
    }
  }
}
