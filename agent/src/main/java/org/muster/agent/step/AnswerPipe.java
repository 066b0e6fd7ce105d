package org.muster.agent.step;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Gives a script its answer: one line through the pipe beside the request. */
final class AnswerPipe {
  private static final int MAX_BYTES = 48 * 1024;

  private AnswerPipe() {}

  /** Answers, unless the script is gone and its pipe with it. */
  static void answer(Path requests, String request, boolean granted, String text)
      throws IOException {
    Path pipe = requests.resolve(request + ".fifo");
    if (!Files.exists(pipe)) {
      return;
    }
    byte[] line = encoded((granted ? "ok " : "fail ") + text);
    // For reading and writing: such an open never waits for the other side, and the kernel keeps
    // 64 KiB for us, so that the write does not wait either.
    try (RandomAccessFile out = new RandomAccessFile(pipe.toFile(), "rw")) {
      out.write(line, 0, Math.min(line.length, MAX_BYTES));
      out.write('\n');
    }
  }

  static byte[] encoded(String text) {
    return text.replace("\\", "\\\\")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .getBytes(StandardCharsets.UTF_8);
  }
}
