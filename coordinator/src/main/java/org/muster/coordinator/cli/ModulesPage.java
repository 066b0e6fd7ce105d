package org.muster.coordinator.cli;

import java.util.ArrayList;
import java.util.List;
import org.muster.coordinator.core.view.ModuleView;
import org.muster.protocol.Phase;

/** The catalogue of modules as a page of Markdown. Pure. */
public final class ModulesPage {
  private static final List<String> HEAD =
      List.of(
          "# Modules",
          "",
          "What `modules:` in a cluster's file, or `MODULES`, may name. This page is made from the manifests by",
          "`muster module list --markdown`; a test fails when it is stale.",
          "");

  private ModulesPage() {}

  public static List<String> lines(List<ModuleView> modules) {
    List<String> lines = new ArrayList<>(HEAD);
    lines.add("| module | what it is |");
    lines.add("|---|---|");
    for (ModuleView module : modules) {
      String name = module.name().value();
      lines.add("| [%s](#%s) | %s |".formatted(name, name, cell(module.summary())));
    }
    modules.forEach(module -> lines.addAll(chapter(module)));
    return lines;
  }

  private static List<String> chapter(ModuleView module) {
    List<String> lines = new ArrayList<>(List.of("", "## " + module.name(), ""));
    lines.add(module.summary() + ".");
    lines.add("");
    if (!module.version().isEmpty()) {
      lines.add("* version: `%s`".formatted(module.version()));
    }
    add(lines, "requires", module.requires());
    add(lines, "phases", module.phases().stream().map(Phase::label).toList());
    add(lines, "roles", module.roles());
    add(lines, "runs on", module.isolation());
    add(lines, "artifacts", module.artifacts());
    add(lines, "services", module.services());
    if (!module.variables().isEmpty()) {
      lines.addAll(List.of("", "| variable | default | about |", "|---|---|---|"));
      module.variables().forEach(variable -> lines.add(row(variable)));
    }
    return lines;
  }

  private static void add(List<String> lines, String title, List<String> values) {
    if (!values.isEmpty()) {
      lines.add("* %s: %s".formatted(title, String.join(", ", values)));
    }
  }

  private static String row(ModuleView.Variable variable) {
    String value = variable.value().isEmpty() ? "" : "`" + variable.value() + "`";
    return "| `%s` | %s | %s |".formatted(variable.name(), value, cell(variable.about()));
  }

  /** A bar would end the cell. */
  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
