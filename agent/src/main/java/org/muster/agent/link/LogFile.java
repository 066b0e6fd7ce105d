package org.muster.agent.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A step's output in its file. */
final class LogFile implements LogOutput {
  private static final Logger log = Logger.getLogger(LogFile.class.getName());

  private final Path file;
  private final ByteBuffer buffer;

  /**
   * @param buffer shared by all files of a pump, which reads one at a time
   */
  LogFile(Path file, ByteBuffer buffer) {
    this.file = file;
    this.buffer = buffer;
  }

  @Override
  public long length() {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public byte[] read(long from, int most) {
    buffer.clear().limit(most);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) > 0) {}
      byte[] read = new byte[buffer.flip().remaining()];
      buffer.get(read);
      return read;
    } catch (NoSuchFileException e) {
      return new byte[0]; // nothing printed yet
    } catch (IOException e) {
      log.log(Level.WARNING, "reading " + file, e);
      return new byte[0];
    }
  }
}
