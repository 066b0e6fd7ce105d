package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muster.coordinator.core.module.Catalogue;
import org.muster.coordinator.core.module.CatalogueModule;
import org.muster.coordinator.core.module.Manifest;
import org.muster.coordinator.core.module.ModuleFiles;
import org.muster.coordinator.core.module.TemplateCheck;
import org.muster.coordinator.core.spec.Defaults;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.error.Problems;

/**
 * Finds mistakes in modules without a cluster: what a launch would refuse, what bash cannot read,
 * and the sleeps that make a deployment slow or flaky.
 */
final class ModuleLint {
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

  ModuleLint(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  List<Report> check(List<Path> paths) {
    List<Path> folders = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.isDirectory(path)) {
        throw new MusterException(
            ErrorCode.INVALID_INPUT, "'%s' is not a folder; give that of a module".formatted(path));
      }
      folders.addAll(UserModules.isModule(path) ? List.of(path) : UserModules.in(path).values());
    }
    List<ModuleFiles> own = folders.stream().map(ModuleFolder::read).toList();
    Catalogue catalogue = Catalogue.of(builtIn()).with(own);
    List<Report> reports = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      CatalogueModule module = catalogue.find(own.get(i).name()).orElseThrow();
      reports.add(new Report(own.get(i).name(), own.get(i).folder(), mistakes(module, catalogue)));
    }
    return reports;
  }

  private static List<String> mistakes(CatalogueModule module, Catalogue catalogue) {
    Problems problems = new Problems();
    module.mistakes().forEach(problems::add);
    module.manifest().ifPresent(manifest -> checkRequires(manifest, catalogue, problems));
    checkTemplates(module, catalogue, problems);
    ScriptLint.check(module.files(), problems);
    return problems.list();
  }

  private static void checkRequires(Manifest manifest, Catalogue catalogue, Problems problems) {
    for (Manifest.Need need : manifest.requires()) {
      String name = need.requirement().module().value();
      if (catalogue.find(name).isEmpty()) {
        problems.add(
            need.place()
                .says("requires '%s', which is neither built in nor beside it".formatted(name)));
      }
    }
  }

  private static void checkTemplates(
      CatalogueModule module, Catalogue catalogue, Problems problems) {
    Set<String> variables = new HashSet<>(Defaults.demo().variables().keySet());
    Set<String> secrets = new HashSet<>();
    for (CatalogueModule other : catalogue.modules().values()) {
      variables.addAll(other.exports());
      Optional<Manifest> manifest = other.manifest();
      manifest.ifPresent(
          present ->
              present
                  .variables()
                  .values()
                  .forEach(
                      variable ->
                          (variable.isSecret() ? secrets : variables).add(variable.name())));
    }
    TemplateCheck check = new TemplateCheck(variables, secrets);
    module
        .files()
        .templates()
        .forEach(
            (path, text) ->
                check.check(module.files().templateFolder() + "/" + path, text, problems));
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
