package org.muster.coordinator.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.muster.coordinator.core.view.CriticalPathView;
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
    addCriticalPath(lines, plan.criticalPath());
    return lines;
  }

  private static void addCriticalPath(List<String> lines, CriticalPathView path) {
    if (path == null) {
      return; // a coordinator of another version
    }
    if (path.links().isEmpty()) {
      lines.add("Critical path: nothing of it was measured on this coordinator yet");
      return;
    }
    lines.add("Critical path as last measured: " + Text.span(Duration.ofMillis(path.millis())));
    List<List<String>> rows = new ArrayList<>();
    for (CriticalPathView.Link link : path.links()) {
      String took = Text.span(Duration.ofMillis(link.millis()));
      rows.add(List.of("  " + link.module(), link.phase().label(), link.role().label(), took));
    }
    lines.addAll(Output.columns(rows));
    if (!path.unmeasured().isEmpty()) {
      lines.add("  not measured yet: " + String.join(", ", path.unmeasured()));
    }
  }
}
