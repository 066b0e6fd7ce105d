package org.muster.coordinator.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** Finds modules in a folder: a folder each, with a manifest or at least one script. */
final class UserModules {
  private static final List<String> MARKS =
      List.of("module.yaml", "init.sh", "setup.sh", "test.sh", "run.sh", "join.sh", "leave.sh");

  private UserModules() {}

  static Map<String, Path> in(Path folder) {
    Map<String, Path> modules = new TreeMap<>();
    try (Stream<Path> children = Files.list(folder)) {
      children
          .filter(UserModules::isModule)
          .forEach(module -> modules.put(module.getFileName().toString(), module));
    } catch (IOException e) {
      throw new UncheckedIOException("looking for modules in " + folder, e);
    }
    if (modules.isEmpty()) {
      throw new MusterException(
          ErrorCode.INVALID_INPUT,
          "there is no module in '%s'; a module is a folder in it with a module.yaml or scripts such as setup.sh"
              .formatted(folder));
    }
    return modules;
  }

  static boolean isModule(Path folder) {
    return MARKS.stream().anyMatch(mark -> Files.isRegularFile(folder.resolve(mark)));
  }
}
