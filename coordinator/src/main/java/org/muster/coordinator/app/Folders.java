package org.muster.coordinator.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Measures folders in which files come and go meanwhile. Blocks. */
final class Folders {
  private Folders() {}

  /** The bytes of all files below; 0 when there is no such folder. */
  static long bytes(Path folder) {
    if (!Files.exists(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(Folders::size).sum();
    } catch (IOException e) {
      throw new UncheckedIOException("measuring " + folder, e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0; // gone since it was listed
    } catch (IOException e) {
      throw new UncheckedIOException("measuring " + file, e);
    }
  }
}
