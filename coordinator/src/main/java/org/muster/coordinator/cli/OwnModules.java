package org.muster.coordinator.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.muster.error.Problems;
import picocli.CommandLine.Option;

/** The option for modules of the user's own, beside those that come with Muster. */
final class OwnModules {
  @Option(
      names = "--module-path",
      paramLabel = "DIR",
      description = "A folder with modules of your own, one folder each.")
  private Path folder;

  void check(Problems problems) {
    if (folder != null && !Files.isDirectory(folder)) {
      problems.add("the module path '%s' is not a folder".formatted(folder));
    }
  }

  /** Their folders by name. */
  Map<String, Path> folders() {
    return folder == null ? Map.of() : UserModules.in(folder);
  }

  /** Sends their folders; the answer is what the coordinator calls these, by name. */
  static Map<String, String> send(Map<String, Path> folders, Uploads uploads) {
    Map<String, String> trees = new LinkedHashMap<>();
    folders.forEach((name, folder) -> trees.put(name, uploads.send(folder)));
    return trees;
  }
}
