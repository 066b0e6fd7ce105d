package org.muster.coordinator.cli;

import java.time.Instant;
import org.muster.coordinator.core.view.ClusterView;
import org.muster.coordinator.core.view.DeploymentView;
import org.muster.coordinator.core.view.NodeView;

/** The first lines about a cluster. */
final class Headline {
  private Headline() {}

  /** Such as {@code demo: running on local, 3 of 3 nodes}. */
  static String of(ClusterView view) {
    long ready = view.nodes().stream().filter(Headline::isReady).count();
    return "%s: %s on %s, %d of %s"
        .formatted(
            view.name(),
            view.state(),
            view.provider(),
            ready,
            Text.count(view.nodes().size(), "node"));
  }

  /** Such as {@code launch d1 succeeded in 41 s}. */
  static String of(DeploymentView deployment, Instant at) {
    boolean isOver = deployment.finishedAt() != null;
    String time =
        Text.span(Text.between(deployment.startedAt(), isOver ? deployment.finishedAt() : at));
    return "%s %s %s %s %s%s"
        .formatted(
            deployment.kind(),
            deployment.id(),
            deployment.state().equals("running") ? "is running" : deployment.state(),
            isOver ? "in" : "for",
            time,
            deployment.reason() == null || deployment.reason().isEmpty()
                ? ""
                : ": " + Text.plain(deployment.reason()));
  }

  static boolean isReady(NodeView node) {
    return node.state().equals("joined") || node.state().equals("late");
  }
}
