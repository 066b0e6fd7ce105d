package org.muster.coordinator.app;

import java.util.ArrayList;
import java.util.List;
import org.muster.coordinator.core.module.Catalogue;
import org.muster.coordinator.core.module.CatalogueModule;
import org.muster.coordinator.core.module.Manifest;
import org.muster.coordinator.core.view.ModuleView;
import org.muster.error.Problems;
import org.muster.protocol.Phase;
import org.muster.protocol.Role;

/** The catalogue as the API shows it. */
final class ModuleViews {
  private ModuleViews() {}

  /** Fails with the mistakes of all modules that cannot be read. */
  static List<ModuleView> of(Catalogue catalogue) {
    Problems problems = new Problems();
    List<ModuleView> views = new ArrayList<>();
    for (CatalogueModule module : catalogue.modules().values()) {
      module.mistakes().forEach(problems::add);
      module.manifest().map(ModuleViews::view).ifPresent(views::add);
    }
    problems.throwIfAny("the catalogue of modules");
    return views;
  }

  private static ModuleView view(Manifest manifest) {
    return new ModuleView(
        manifest.name(),
        manifest.summary(),
        manifest.version().text(),
        manifest.requires().stream().map(ModuleViews::required).toList(),
        roles(manifest),
        manifest.phases().keySet().stream().sorted().toList(),
        manifest.isolation().stream().sorted().toList(),
        manifest.variables().values().stream().map(ModuleViews::variable).toList(),
        manifest.artifacts().stream().map(artifact -> artifact.name().text()).toList(),
        manifest.services().stream().map(service -> service.name()).toList());
  }

  private static String required(Manifest.Need need) {
    String suffix = need.requirement().isClusterWide() ? " (cluster)" : "";
    return need.requirement().module() + suffix;
  }

  private static List<String> roles(Manifest manifest) {
    List<String> roles = new ArrayList<>();
    for (Role role : Role.values()) {
      for (Phase phase : manifest.phases().keySet()) {
        if (manifest.phases().get(phase).roles().contains(role) && !roles.contains(role.label())) {
          roles.add(role.label());
        }
      }
    }
    return roles;
  }

  private static ModuleView.Variable variable(Manifest.Variable variable) {
    String value = variable.value().map(placed -> placed.text()).orElse("");
    return new ModuleView.Variable(
        variable.name(),
        variable.isSecret() ? "" : value,
        variable.about(),
        variable.isRequired(),
        variable.isSecret());
  }
}
