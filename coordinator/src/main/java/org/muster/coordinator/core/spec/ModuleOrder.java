package org.muster.coordinator.core.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.muster.coordinator.core.module.Catalogue;
import org.muster.coordinator.core.module.CatalogueModule;
import org.muster.coordinator.core.module.Manifest;
import org.muster.coordinator.core.yaml.Placed;
import org.muster.coordinator.core.yaml.Spelling;
import org.muster.error.Problems;

/** Pulls in what the modules require, each before the first that requires it. */
final class ModuleOrder {
  /** The user's own modules run after all others, unless somebody requires them. */
  private static final List<String> LAST = List.of("rpms", "extra");

  private final Catalogue catalogue;
  private final Problems problems;
  private final Map<String, CatalogueModule> ordered = new LinkedHashMap<>();
  private final List<String> open = new ArrayList<>();
  private final TreeSet<String> cycles = new TreeSet<>();

  ModuleOrder(Catalogue catalogue, Problems problems) {
    this.catalogue = catalogue;
    this.problems = problems;
  }

  /** All modules that the named ones need, in an order that the user would expect. */
  List<CatalogueModule> order(List<Placed> names) {
    for (Placed name : names) {
      catalogue.find(name.text()).ifPresent(module -> add(name.text(), module));
    }
    for (String last : LAST) {
      boolean isRequired = ordered.values().stream().anyMatch(module -> requires(module, last));
      if (ordered.containsKey(last) && !isRequired) {
        ordered.put(last, ordered.remove(last));
      }
    }
    return List.copyOf(ordered.values());
  }

  private void add(String name, CatalogueModule module) {
    if (ordered.containsKey(name)) {
      return;
    }
    open.add(name);
    for (Manifest.Need need : module.manifest().map(Manifest::requires).orElse(List.of())) {
      follow(need, name);
    }
    open.remove(open.size() - 1);
    ordered.put(name, module);
  }

  private void follow(Manifest.Need need, String dependant) {
    String name = need.requirement().module().value();
    if (open.contains(name)) {
      List<String> cycle = new ArrayList<>(open.subList(open.indexOf(name), open.size()));
      if (cycles.addAll(List.of(String.join(" ", new TreeSet<>(cycle))))) {
        cycle.add(name);
        problems.add(
            need.place()
                .says(
                    "the modules require each other: %s; take one requirement away"
                        .formatted(String.join(" → ", cycle))));
      }
      return;
    }
    Optional<CatalogueModule> module = catalogue.find(name);
    if (module.isEmpty()) {
      problems.add(
          need.place()
              .says(
                  "the module '%s' requires the unknown module '%s'; %s"
                      .formatted(
                          dependant, name, Spelling.wayOut(name, catalogue.modules().keySet()))));
      return;
    }
    add(name, module.get());
  }

  private static boolean requires(CatalogueModule module, String name) {
    return module.manifest().map(Manifest::requires).orElse(List.of()).stream()
        .anyMatch(need -> need.requirement().module().value().equals(name));
  }
}
