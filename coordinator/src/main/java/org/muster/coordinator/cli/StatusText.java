package org.muster.coordinator.cli;

import java.util.ArrayList;
import java.util.List;
import org.muster.coordinator.core.view.ClusterView;
import org.muster.coordinator.core.view.DeploymentView;
import org.muster.coordinator.core.view.NodeView;

/** A cluster as {@code status} shows it. Pure. */
final class StatusText {
  private static final int MOST_NODES = 8;

  private StatusText() {}

  static List<String> lines(ClusterView view, Layout layout) {
    List<String> lines = new ArrayList<>();
    lines.add(Headline.of(view));
    List<NodeView> troubled = view.nodes().stream().filter(node -> !isWell(node)).toList();
    for (NodeView node : troubled.subList(0, Math.min(MOST_NODES, troubled.size()))) {
      lines.add(Text.shortened(sentence(node, view), layout.width() - 2).indent(2).stripTrailing());
    }
    if (troubled.size() > MOST_NODES) {
      lines.add(
          "  … and %d more; see 'muster nodes %s'"
              .formatted(troubled.size() - MOST_NODES, view.name()));
    }
    DeploymentView deployment = view.deployment();
    if (deployment != null) {
      lines.add(Headline.of(deployment, view.at()));
      lines.addAll(
          ProgressLines.of(
              deployment, view.at(), new Layout(layout.width(), 1000, layout.hasColor())));
    }
    view.alarms().forEach(alarm -> lines.add(layout.unsure("alarm: " + Text.plain(alarm))));
    return lines;
  }

  private static boolean isWell(NodeView node) {
    return node.state().equals("joined") && node.notice() == null;
  }

  /** What there is to say of a node besides its state; empty for nothing. */
  static String remark(NodeView node) {
    String detail = Text.orEmpty(node.detail());
    String notice = node.notice() == null ? "" : node.notice().sentence();
    return detail.isEmpty() || notice.isEmpty() ? detail + notice : detail + "; " + notice;
  }

  private static String sentence(NodeView node, ClusterView view) {
    String remark = remark(node);
    return "%s is %s for %s%s"
        .formatted(
            node.node(),
            node.state(),
            Text.span(Text.between(node.since(), view.at())),
            remark.isEmpty() ? "" : ": " + remark);
  }
}
