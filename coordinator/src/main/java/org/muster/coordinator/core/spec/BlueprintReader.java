package org.muster.coordinator.core.spec;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.muster.coordinator.core.module.Catalogue;
import org.muster.coordinator.core.module.CatalogueModule;
import org.muster.coordinator.core.module.Manifest;
import org.muster.coordinator.core.module.ModulePlanning;
import org.muster.coordinator.core.module.PlannedModule;
import org.muster.coordinator.core.module.Substitution;
import org.muster.coordinator.core.module.TemplateCheck;
import org.muster.coordinator.core.plan.Blueprint;
import org.muster.coordinator.core.yaml.Placed;
import org.muster.coordinator.core.yaml.Spelling;
import org.muster.error.Problems;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;

/** Fits modules, phases and variables together. */
final class BlueprintReader {
  private final Catalogue catalogue;
  private final Defaults defaults;
  private final Problems problems;

  BlueprintReader(Catalogue catalogue, Defaults defaults, Problems problems) {
    this.catalogue = catalogue;
    this.defaults = defaults;
    this.problems = problems;
  }

  /** The modules with all that they require, and what takes part in which phase. */
  Blueprint blueprint(
      ModuleLists lists, Map<String, Placed> said, ProviderSpec provider, Set<String> secrets) {
    List<CatalogueModule> modules = new ModuleOrder(catalogue, problems).order(lists.all());
    modules.forEach(module -> module.mistakes().forEach(problems::add));
    List<Manifest> manifests =
        modules.stream().flatMap(module -> module.manifest().stream()).toList();
    checkIsolation(manifests, lists, provider);
    SortedMap<String, String> values =
        new VariableValues(said, secrets, problems).resolve(defaults.variables(), manifests);
    List<PlannedModule> planned = planned(modules, Substitution.of(values, secrets));
    Set<String> names = new TreeSet<>(values.keySet());
    names.addAll(secrets);
    checkTemplates(modules, names);
    return new Blueprint(planned, phases(lists, planned), values, List.of());
  }

  private List<PlannedModule> planned(List<CatalogueModule> modules, Substitution variables) {
    List<PlannedModule> planned = new ArrayList<>();
    for (CatalogueModule module : modules) {
      Optional<Manifest> manifest = module.manifest();
      manifest.ifPresent(
          present -> planned.add(ModulePlanning.plan(module, present, variables, problems)));
    }
    return planned;
  }

  private void checkIsolation(List<Manifest> manifests, ModuleLists lists, ProviderSpec provider) {
    for (Manifest manifest : manifests) {
      if (manifest.isolation().contains(provider.isolation())) {
        continue;
      }
      String name = manifest.name().value();
      String where =
          lists.all().stream()
              .filter(placed -> placed.text().equals(name))
              .findFirst()
              .map(placed -> placed.place() + ": ")
              .orElse("");
      problems.add(
          "%sthe module '%s' cannot run on %s nodes, only on: %s; leave it out or choose another isolation"
              .formatted(
                  where,
                  name,
                  provider.isolation(),
                  String.join(", ", new TreeSet<>(manifest.isolation()))));
    }
  }

  private void checkTemplates(List<CatalogueModule> modules, Set<String> variables) {
    Set<String> names = new HashSet<>(variables);
    modules.forEach(module -> names.addAll(module.exports()));
    TemplateCheck check = new TemplateCheck(names);
    for (CatalogueModule module : modules) {
      module
          .files()
          .templates()
          .forEach(
              (path, text) ->
                  check.check(module.files().templateFolder() + "/" + path, text, problems));
    }
  }

  /** A phase's own list decides, plus what was pulled in for those in it: nobody knows its name. */
  private Map<Phase, List<ModuleName>> phases(ModuleLists lists, List<PlannedModule> planned) {
    List<ModuleName> all = planned.stream().map(PlannedModule::name).toList();
    Map<Phase, List<ModuleName>> phases = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      List<Placed> own = lists.byPhase().get(phase);
      phases.put(phase, own == null ? all : chosen(own, lists, all, phase));
    }
    return phases;
  }

  private List<ModuleName> chosen(
      List<Placed> own, ModuleLists lists, List<ModuleName> all, Phase phase) {
    Set<String> deployed = all.stream().map(ModuleName::value).collect(Collectors.toSet());
    Set<String> listed = lists.all().stream().map(Placed::text).collect(Collectors.toSet());
    Set<String> wanted = new HashSet<>();
    for (Placed name : own) {
      if (!deployed.contains(name.text())) {
        problems.add(
            name.says(
                "the module '%s' of phase %s is not in the cluster; %s"
                    .formatted(name, phase, Spelling.wayOut(name.text(), deployed))));
      } else if (!wanted.add(name.text())) {
        problems.add(name.says("the module '%s' is listed twice; leave one out".formatted(name)));
      }
    }
    Problems known = new Problems();
    new ModuleOrder(catalogue, known)
        .order(own).stream()
            .map(module -> module.files().name())
            .filter(name -> deployed.contains(name) && !listed.contains(name))
            .forEach(wanted::add);
    return all.stream().filter(name -> wanted.contains(name.value())).toList();
  }
}
