package org.muster.coordinator.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.muster.coordinator.core.module.FolderHash;
import org.muster.coordinator.core.module.ModuleFiles;

/** Reads the folder of a module from this machine. */
final class ModuleFolder {
  private ModuleFolder() {}

  static ModuleFiles read(Path folder) {
    Path root = folder.toAbsolutePath().normalize();
    SortedMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(file).toString();
        text(file, name).ifPresent(text -> texts.put(name, text));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading the folder " + folder, e);
    }
    return ModuleFiles.of(
        root.getFileName().toString(),
        folder.toString(),
        folder.resolve("templates").toString(),
        texts,
        new FolderHash("unsent", "unsent"));
  }

  /** An image or the like is no text, and is copied to nodes as it is; a source must be one. */
  private static Optional<String> text(Path file, String name) throws IOException {
    try {
      return Optional.of(Files.readString(file));
    } catch (MalformedInputException e) {
      return ModuleFiles.isSource(name)
          ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
          : Optional.empty();
    }
  }
}
