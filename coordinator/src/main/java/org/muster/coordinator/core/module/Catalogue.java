package org.muster.coordinator.core.module;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All modules that a cluster may have, by name.
 *
 * @param notes what the user should know, such as that a folder of his own hides a built-in module
 */
public record Catalogue(SortedMap<String, CatalogueModule> modules, List<String> notes) {
  public Catalogue {
    modules = Collections.unmodifiableSortedMap(new TreeMap<>(modules));
    notes = List.copyOf(notes);
  }

  /** Reads all folders; what is wrong in one of them matters only when it is used. */
  public static Catalogue of(Collection<ModuleFiles> folders) {
    return new Catalogue(Collections.emptySortedMap(), List.of()).with(folders);
  }

  /** This catalogue with further folders, which hide modules of the same name. */
  public Catalogue with(Collection<ModuleFiles> folders) {
    SortedMap<String, CatalogueModule> all = new TreeMap<>(modules);
    SortedSet<String> told = new TreeSet<>(notes);
    for (ModuleFiles folder : folders) {
      CatalogueModule hidden = all.put(folder.name(), CatalogueModule.read(folder));
      if (hidden != null) {
        told.add(
            "module '%s' is taken from %s, not from %s"
                .formatted(folder.name(), folder.folder(), hidden.files().folder()));
      }
    }
    return new Catalogue(all, List.copyOf(told));
  }

  public Optional<CatalogueModule> find(String name) {
    return Optional.ofNullable(modules.get(name));
  }
}
