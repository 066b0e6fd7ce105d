package org.muster.coordinator.cli;

import java.util.ArrayList;
import java.util.List;
import org.muster.coordinator.core.view.ModuleView;
import org.muster.protocol.Phase;

/** A module as people read it. Pure. */
final class ModuleText {
  private ModuleText() {}

  static List<String> lines(ModuleView module) {
    List<String> lines = new ArrayList<>();
    lines.add("%s %s".formatted(module.name(), module.version()).strip());
    if (!module.summary().isEmpty()) {
      lines.add(module.summary());
    }
    add(lines, "requires", module.requires());
    add(lines, "phases", module.phases().stream().map(Phase::label).toList());
    add(lines, "roles", module.roles());
    add(lines, "runs on", module.isolation());
    add(lines, "artifacts", module.artifacts());
    add(lines, "services", module.services());
    if (!module.variables().isEmpty()) {
      lines.add("variables:");
      lines.addAll(variables(module.variables()));
    }
    return lines;
  }

  private static List<String> variables(List<ModuleView.Variable> variables) {
    List<List<String>> rows = new ArrayList<>();
    for (ModuleView.Variable variable : variables) {
      String value = variable.value().isEmpty() ? "" : "=" + variable.value();
      List<String> marks = new ArrayList<>();
      if (variable.required()) {
        marks.add("required");
      }
      if (variable.secret()) {
        marks.add("secret");
      }
      String mark = marks.isEmpty() ? "" : " (" + String.join(", ", marks) + ")";
      rows.add(List.of("  " + variable.name() + value, variable.about() + mark));
    }
    return Output.columns(rows);
  }

  private static void add(List<String> lines, String title, List<String> values) {
    if (!values.isEmpty()) {
      lines.add("%s: %s".formatted(title, String.join(", ", values)));
    }
  }
}
