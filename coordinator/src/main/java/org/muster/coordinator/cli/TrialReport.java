package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the test of a module came to. Pure.
 *
 * @param isolation container or process
 * @param state passed, changed, failed, or blocked
 * @param firstMillis how long the first deployment took; 0 when it did not end
 * @param secondMillis how long the second one took
 * @param changes what the second one changed, by node
 */
record TrialReport(
    String module,
    String isolation,
    String state,
    long firstMillis,
    long secondMillis,
    SortedMap<String, List<NodeChange>> changes) {
  private static final int MOST_LINES = 20;

  TrialReport {
    requireNonNull(module, "module is null");
    requireNonNull(isolation, "isolation is null");
    requireNonNull(state, "state is null");
    changes = Collections.unmodifiableSortedMap(new TreeMap<>(changes));
  }

  int exitCode() {
    return switch (state) {
      case "passed" -> ExitCode.DONE;
      case "blocked" -> ExitCode.UNCERTAIN;
      default -> ExitCode.FAILED;
    };
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("%s: %s".formatted(module, verdict()));
    changes.forEach((node, ofNode) -> lines.addAll(lines(node, ofNode)));
    if (!changes.isEmpty()) {
      lines.add("Next: look first, then change; see 'Tested twice' in the module author's guide.");
    }
    return lines;
  }

  private String verdict() {
    return switch (state) {
      case "passed" ->
          "passed on %s nodes, %.1f s, and %.1f s the second time, which changed nothing"
              .formatted(isolation, firstMillis / 1e3, secondMillis / 1e3);
      case "changed" ->
          "the second time changed %s"
              .formatted(Text.count(changes.values().stream().mapToInt(List::size).sum(), "thing"));
      default -> "%s on %s nodes".formatted(state, isolation);
    };
  }

  private static List<String> lines(String node, List<NodeChange> changes) {
    List<String> lines = new ArrayList<>();
    lines.add("  %s:".formatted(node));
    int shown = changes.size() > MOST_LINES ? MOST_LINES - 1 : changes.size();
    changes.subList(0, shown).forEach(change -> lines.add("    " + change.line()));
    if (changes.size() > shown) {
      lines.add("    … and %d more; --json has them all".formatted(changes.size() - shown));
    }
    return lines;
  }
}
