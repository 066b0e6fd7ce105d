package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muster.coordinator.core.module.Catalogue;
import org.muster.coordinator.core.module.ModuleFiles;
import org.muster.coordinator.core.spec.Defaults;
import org.muster.coordinator.core.spec.ModuleLint;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/**
 * Finds mistakes in modules without a cluster: what a launch would refuse, what would work badly,
 * and what bash cannot read. Modules may require the built-in ones, and each other.
 */
final class ModuleCheck {
  private final Surroundings surroundings;

  /** What was found in one module. */
  record Report(String module, String folder, List<String> mistakes) {
    List<String> lines() {
      if (mistakes.isEmpty()) {
        return List.of("%s: no mistakes".formatted(module));
      }
      List<String> lines = new ArrayList<>();
      lines.add("%s: %s".formatted(module, Text.count(mistakes.size(), "mistake")));
      mistakes.forEach(mistake -> lines.add("  - " + mistake));
      return lines;
    }
  }

  ModuleCheck(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  List<Report> check(List<Path> paths) {
    List<ModuleFiles> own = folders(paths).stream().map(ModuleFolder::read).toList();
    Catalogue others = Catalogue.of(builtIn()).with(own);
    List<Report> reports = new ArrayList<>();
    for (ModuleFiles module : own) {
      List<String> mistakes = new ArrayList<>(ModuleLint.check(module, others, Defaults.demo()));
      mistakes.addAll(BashSyntax.mistakes(module));
      reports.add(new Report(module.name(), module.folder(), mistakes));
    }
    return reports;
  }

  private static List<Path> folders(List<Path> paths) {
    List<Path> folders = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.isDirectory(path)) {
        throw new MusterException(
            ErrorCode.INVALID_INPUT, "'%s' is not a folder; give that of a module".formatted(path));
      }
      folders.addAll(UserModules.isModule(path) ? List.of(path) : UserModules.in(path).values());
    }
    return folders;
  }

  private List<ModuleFiles> builtIn() {
    Optional<Path> modules =
        Distribution.find(surroundings)
            .map(found -> found.folder().resolve("modules"))
            .filter(Files::isDirectory);
    return modules.isEmpty()
        ? List.of()
        : UserModules.in(modules.get()).values().stream().map(ModuleFolder::read).toList();
  }
}
