package org.muster.coordinator.core.spec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.muster.coordinator.core.module.Catalogue;
import org.muster.coordinator.core.module.CatalogueModule;
import org.muster.coordinator.core.module.Manifest;
import org.muster.coordinator.core.module.ModuleFiles;
import org.muster.coordinator.core.module.ScriptLint;
import org.muster.coordinator.core.yaml.Place;
import org.muster.coordinator.core.yaml.Placed;
import org.muster.error.Problems;

/** Everything that can be told about a module without running it. */
public final class ModuleLint {
  private ModuleLint() {}

  /**
   * The findings, each with its place; none when the module is well.
   *
   * @param others the modules that it may require
   */
  public static List<String> check(ModuleFiles files, Catalogue others, Defaults defaults) {
    Problems problems = new Problems();
    ScriptLint.check(files, problems);
    Catalogue all = new Catalogue(others.modules(), List.of()).with(List.of(files));
    Optional<CatalogueModule> module = all.find(files.name());
    Optional<Manifest> manifest = module.flatMap(CatalogueModule::manifest);
    if (manifest.isEmpty()) {
      module.ifPresent(found -> found.mistakes().forEach(problems::add));
      return problems.list();
    }
    if (!manifest.get().followsAll() && manifest.get().summary().isBlank()) {
      problems.add(
          files.manifestFile() + ": has no summary; say in one line what the module is for");
    }
    deployed(files.name(), manifest.get(), all, defaults, problems);
    return problems.list();
  }

  /** As if a cluster had the module, and everybody had set what must be set. */
  private static void deployed(
      String name, Manifest manifest, Catalogue all, Defaults defaults, Problems problems) {
    Map<String, Placed> said = new HashMap<>();
    Set<String> secrets = new TreeSet<>();
    for (CatalogueModule module : all.modules().values()) {
      module
          .manifest()
          .ifPresent(
              other ->
                  other.variables().values().stream()
                      .filter(Manifest.Variable::isSecret)
                      .forEach(variable -> secrets.add(variable.name())));
    }
    manifest.variables().values().stream()
        .filter(variable -> variable.isRequired() && !variable.isSecret())
        .forEach(variable -> said.put(variable.name(), new Placed("x", variable.place())));
    String isolation = new TreeSet<>(manifest.isolation()).last();
    ModuleLists only = new ModuleLists(List.of(new Placed(name, Place.of("the module"))), Map.of());
    new BlueprintReader(all, defaults, problems)
        .blueprint(only, said, new ProviderSpec(defaults.provider(), isolation, null), secrets);
  }
}
