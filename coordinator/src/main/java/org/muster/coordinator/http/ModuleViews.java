package org.muster.coordinator.http;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.muster.coordinator.core.module.ArtifactDraft;
import org.muster.coordinator.core.module.Catalogue;
import org.muster.coordinator.core.module.Manifest;
import org.muster.coordinator.core.module.PhaseRule;
import org.muster.coordinator.core.module.Requirement;
import org.muster.coordinator.core.view.ModuleView;
import org.muster.protocol.Role;

/** Modules as people see them. Pure. */
final class ModuleViews {
  private ModuleViews() {}

  /** By name, without those whose manifest cannot be understood at all. */
  static List<ModuleView> of(Catalogue catalogue) {
    return catalogue.modules().values().stream()
        .flatMap(module -> module.manifest().stream())
        .map(ModuleViews::of)
        .toList();
  }

  private static ModuleView of(Manifest manifest) {
    return new ModuleView(
        manifest.name(),
        manifest.summary(),
        version(manifest),
        manifest.requires().stream().map(need -> requirement(need.requirement())).toList(),
        roles(manifest),
        List.copyOf(manifest.phases().keySet()),
        manifest.isolation().stream().sorted().toList(),
        manifest.variables().values().stream().map(ModuleViews::variable).toList(),
        manifest.artifacts().stream().map(ModuleViews::artifact).toList(),
        manifest.services().stream().map(Manifest.Service::name).toList());
  }

  // What a manifest says is mostly {{A_VARIABLE}}; its default is what people want to know.
  private static String version(Manifest manifest) {
    String version = manifest.version().text();
    for (Manifest.Variable variable : manifest.variables().values()) {
      if (variable.value().isPresent()) {
        version = version.replace("{{" + variable.name() + "}}", variable.value().get().text());
      }
    }
    return version;
  }

  private static List<String> roles(Manifest manifest) {
    Set<String> roles = new TreeSet<>();
    for (PhaseRule rule : manifest.phases().values()) {
      rule.roles().stream().map(Role::label).forEach(roles::add);
    }
    return List.copyOf(roles);
  }

  private static String requirement(Requirement requirement) {
    return requirement.module() + (requirement.isClusterWide() ? " (cluster)" : "");
  }

  private static ModuleView.Variable variable(Manifest.Variable variable) {
    String value = variable.isSecret() ? "" : variable.value().map(Object::toString).orElse("");
    return new ModuleView.Variable(
        variable.name(), value, variable.about(), variable.isRequired(), variable.isSecret());
  }

  private static String artifact(ArtifactDraft artifact) {
    return artifact.name().text();
  }
}
