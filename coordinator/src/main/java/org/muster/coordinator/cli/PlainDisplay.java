package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.muster.coordinator.core.view.ClusterView;
import org.muster.coordinator.core.view.DeploymentView;
import org.muster.coordinator.core.view.FailureView;
import org.muster.coordinator.core.view.PhaseView;
import org.muster.coordinator.core.view.WaitView;

/** For files and pipes: a line for every change of a module's phase, and none twice. */
final class PlainDisplay implements Display {
  private static final long WORTH_SAYING_SECONDS = 10;

  private final Screen screen;
  private final Map<String, String> phases = new HashMap<>();
  private final Set<String> said = new HashSet<>();
  private long nodes = -1;

  PlainDisplay(Screen screen) {
    this.screen = requireNonNull(screen, "screen is null");
  }

  @Override
  public void show(ClusterView cluster, DeploymentView deployment) {
    String time = Text.padded(Text.span(Text.between(deployment.startedAt(), cluster.at())), 8);
    for (String line : changes(cluster, deployment)) {
      screen.line(time + " " + line);
    }
  }

  @Override
  public void say(String sentence) {
    screen.line(sentence);
  }

  private List<String> changes(ClusterView cluster, DeploymentView deployment) {
    List<String> lines = new ArrayList<>();
    long ready = cluster.nodes().stream().filter(Headline::isReady).count();
    if (ready != nodes) {
      nodes = ready;
      lines.add("%d of %s joined".formatted(ready, Text.count(cluster.nodes().size(), "node")));
    }
    for (PhaseView phase : deployment.phases()) {
      String state = stateOf(phase);
      String name = PhaseBar.name(phase);
      if (!state.isEmpty() && !state.equals(phases.put(name, state))) {
        lines.add(name + ": " + state);
      }
    }
    deployment.failures().forEach(failure -> add(lines, failure));
    deployment.waitingFor().forEach(wait -> add(lines, wait, cluster.at()));
    return lines;
  }

  // Counts are left out while it runs, or a hundred nodes would be a hundred lines.
  private static String stateOf(PhaseView phase) {
    int open = phase.waiting() + phase.running();
    if (open == phase.total() && phase.running() == 0) {
      return "";
    }
    if (open > 0) {
      return phase.failed() + phase.unknown() > 0 ? "running, with failures" : "running";
    }
    String details = PhaseBar.details(phase);
    return "%s %d of %d%s%s"
        .formatted(
            phase.succeeded() == phase.total() ? "done" : "ended",
            phase.succeeded(),
            phase.total(),
            details.isEmpty() ? "" : ", " + details,
            phase.finishedAt() == null
                ? ""
                : ", " + Text.span(Text.between(phase.startedAt(), phase.finishedAt())));
  }

  private void add(List<String> lines, FailureView failure) {
    String key = failure.module() + " " + failure.phase() + " " + failure.reason();
    if (said.add(key)) {
      lines.addAll(FailureLines.of(List.of(failure), Layout.PLAIN));
    }
  }

  private void add(List<String> lines, WaitView wait, Instant at) {
    boolean isLong = Text.between(wait.since(), at).toSeconds() >= WORTH_SAYING_SECONDS;
    if (isLong && said.add(wait.who() + " " + wait.what())) {
      lines.add(Text.shortened(ProgressLines.sentence(wait, at), Layout.PLAIN.width()));
    }
  }
}
