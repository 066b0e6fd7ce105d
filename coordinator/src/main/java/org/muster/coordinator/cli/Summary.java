package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.muster.coordinator.core.view.ClusterView;
import org.muster.coordinator.core.view.DeploymentView;
import org.muster.coordinator.core.view.FailureView;
import org.muster.coordinator.core.view.ServiceView;
import org.muster.coordinator.core.view.WaitView;

/** The last lines about a deployment: what came out, where it is, what to type next. Pure. */
final class Summary {
  private final ClusterView cluster;
  private final DeploymentView deployment;
  private final List<String> results;

  Summary(ClusterView cluster, DeploymentView deployment, List<String> results) {
    this.cluster = requireNonNull(cluster, "cluster is null");
    this.deployment = requireNonNull(deployment, "deployment is null");
    this.results = List.copyOf(results);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(Headline.of(deployment, cluster.at()) + ".");
    switch (deployment.state()) {
      case "succeeded" -> addSuccess(lines);
      case "blocked" -> addBlocked(lines);
      default -> addFailure(lines);
    }
    return lines;
  }

  private void addSuccess(List<String> lines) {
    results.forEach(result -> lines.add("  " + result));
    lines.addAll(services(cluster));
    lines.add("Next:");
    lines.add("  muster run %s --role worker -- hostname".formatted(cluster.name()));
    lines.add("  muster status %s".formatted(cluster.name()));
    lines.add("  muster destroy %s".formatted(cluster.name()));
  }

  private void addBlocked(List<String> lines) {
    for (WaitView wait : deployment.waitingFor()) {
      lines.add("  " + ProgressLines.sentence(wait, cluster.at()));
    }
    lines.add("Next, when they are back or not wanted any more:");
    lines.add("  muster resume %s".formatted(cluster.name()));
    lines.add("  muster cancel %s".formatted(cluster.name()));
  }

  private void addFailure(List<String> lines) {
    lines.addAll(FailureLines.of(deployment.failures(), Layout.PLAIN));
    lines.add("Next:");
    for (FailureView failure : deployment.failures().stream().limit(1).toList()) {
      lines.add(
          "  muster logs %s --node %s --module %s --phase %s"
              .formatted(
                  cluster.name(), failure.nodes().get(0), failure.module(), failure.phase()));
    }
    lines.add("  muster resume %s         once the cause is gone".formatted(cluster.name()));
    lines.add("  muster destroy %s".formatted(cluster.name()));
  }

  static List<String> services(ClusterView cluster) {
    List<List<String>> rows = new ArrayList<>();
    for (ServiceView service : cluster.services()) {
      rows.add(List.of("  " + service.name(), service.node().value(), service.url()));
    }
    return Output.columns(rows);
  }
}
