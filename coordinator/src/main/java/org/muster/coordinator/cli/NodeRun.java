package org.muster.coordinator.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muster.coordinator.core.view.DeploymentView;
import org.muster.coordinator.core.view.FailureView;
import org.muster.coordinator.core.view.StepView;

/**
 * What a command did on one node.
 *
 * @param exitCode 0 when it succeeded; -1 when it has none
 */
record NodeRun(String node, String state, int exitCode, String detail, String output) {

  static NodeRun of(StepView step, DeploymentView deployment, String output) {
    int exitCode =
        step.state().equals("succeeded")
            ? 0
            : deployment.failures().stream()
                .filter(failure -> failure.nodes().contains(step.node()))
                .mapToInt(FailureView::exitCode)
                .findFirst()
                .orElse(-1);
    String detail = step.detail() == null ? "" : step.detail();
    return new NodeRun(step.node().value(), step.state(), exitCode, detail, output);
  }

  /** The first exit code that tells of a failure; 1 when none does. */
  static int exitCodeOf(List<NodeRun> runs) {
    return runs.stream().mapToInt(NodeRun::exitCode).filter(code -> code > 0).findFirst().orElse(1);
  }

  /** One line for each way in which it did not succeed, with the nodes that share it. */
  static List<String> failures(List<NodeRun> runs) {
    Map<String, List<String>> nodes = new LinkedHashMap<>();
    for (NodeRun run : runs) {
      if (!run.isSuccess()) {
        nodes.computeIfAbsent(run.verdict(), verdict -> new ArrayList<>()).add(run.node());
      }
    }
    return nodes.entrySet().stream()
        .map(same -> "muster: %s: %s".formatted(named(same.getValue()), same.getKey()))
        .toList();
  }

  private static String named(List<String> nodes) {
    String names = String.join(", ", nodes);
    return nodes.size() == 1 ? names : Text.count(nodes.size(), "node") + " (" + names + ")";
  }

  /** Nodes with the same end and output together, the largest group first. */
  static List<String> grouped(List<NodeRun> runs) {
    Map<String, List<NodeRun>> groups = new LinkedHashMap<>();
    for (NodeRun run : runs) {
      groups
          .computeIfAbsent(run.verdict() + "\n" + run.output(), key -> new ArrayList<>())
          .add(run);
    }
    List<String> lines = new ArrayList<>();
    groups.values().stream()
        .sorted((a, b) -> Integer.compare(b.size(), a.size()))
        .forEach(
            group -> {
              lines.add(
                  "%s: %s (%s)"
                      .formatted(
                          Text.count(group.size(), "node"),
                          String.join(", ", group.stream().map(NodeRun::node).toList()),
                          group.get(0).verdict()));
              group.get(0).output().lines().forEach(line -> lines.add("  " + Text.plain(line)));
            });
    return lines;
  }

  boolean isSuccess() {
    return state.equals("succeeded");
  }

  private String verdict() {
    if (isSuccess()) {
      return "exit 0";
    }
    String code = exitCode >= 0 ? "exit " + exitCode : state;
    return detail.isEmpty() ? code : code + ", " + Text.plain(detail);
  }
}
