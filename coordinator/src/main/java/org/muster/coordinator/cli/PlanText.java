package org.muster.coordinator.cli;

import java.util.ArrayList;
import java.util.List;
import org.muster.coordinator.core.view.PlanView;

/** A plan as people read it. */
final class PlanText {
  private PlanText() {}

  static List<String> lines(String name, PlanView plan) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %s, %s, plan %s; nothing was touched"
            .formatted(
                name,
                Text.count(plan.nodes(), "node"),
                Text.count(plan.steps(), "step"),
                Text.shortened(plan.hash(), 12)));
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("  MODULE", "PHASE", "ROLE", "NODES", "WAITS FOR"));
    for (PlanView.Row row : plan.rows()) {
      rows.add(
          List.of(
              "  " + row.module(),
              row.phase().label(),
              row.role() == null ? "" : row.role().label(),
              Integer.toString(row.nodes()),
              String.join("; ", row.waitsFor())));
    }
    lines.addAll(Output.columns(rows));
    if (!plan.artifacts().isEmpty()) {
      lines.add("Artifacts:");
      plan.artifacts().forEach(artifact -> lines.add("  " + artifact));
    }
    return lines;
  }
}
