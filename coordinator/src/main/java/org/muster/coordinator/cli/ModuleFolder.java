package org.muster.coordinator.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.muster.coordinator.core.module.ModuleFiles;

/** Reads the folder of a module from this machine. */
final class ModuleFolder {
  private ModuleFolder() {}

  static ModuleFiles read(Path folder) {
    Path root = folder.toAbsolutePath().normalize();
    Path manifest = root.resolve("module.yaml");
    return new ModuleFiles(
        root.getFileName().toString(),
        folder.toString(),
        folder.resolve("templates").toString(),
        Files.isRegularFile(manifest) ? text(manifest) : Optional.empty(),
        texts(root, 1, ".sh"),
        texts(root.resolve("templates"), Integer.MAX_VALUE, ""),
        "unsent");
  }

  private static SortedMap<String, String> texts(Path root, int depth, String ending) {
    SortedMap<String, String> texts = new TreeMap<>();
    if (!Files.isDirectory(root)) {
      return texts;
    }
    try (Stream<Path> files = Files.walk(root, depth)) {
      files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(ending))
          .forEach(
              file ->
                  text(file).ifPresent(text -> texts.put(root.relativize(file).toString(), text)));
    } catch (IOException e) {
      throw new UncheckedIOException("reading the folder " + root, e);
    }
    return texts;
  }

  /** Nothing when it is not text: an image or the like is copied as it is. */
  private static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (MalformedInputException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }
}
