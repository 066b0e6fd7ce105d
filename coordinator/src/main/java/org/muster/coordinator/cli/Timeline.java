package org.muster.coordinator.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.muster.coordinator.core.view.DeploymentView;
import org.muster.coordinator.core.view.StepView;
import org.muster.protocol.StepKey;

/**
 * When each step ran. Pure.
 *
 * @param bars of steps that have begun, the earliest first
 */
record Timeline(Instant start, Instant end, List<Bar> bars) {
  private static final int SHORTEST = 20;

  /** One step; {@code to} is now when it still runs. */
  record Bar(
      String node, String step, String state, Instant from, Instant to, boolean isCritical) {}

  Timeline {
    bars = List.copyOf(bars);
  }

  static Timeline of(DeploymentView deployment, Instant now) {
    Set<StepKey> critical = Set.copyOf(deployment.criticalPath());
    List<Bar> bars = new ArrayList<>();
    for (StepView step : deployment.steps()) {
      if (step.startedAt() != null) {
        bars.add(
            new Bar(
                step.node().value(),
                step.module() + " " + step.phase(),
                step.baked() ? "baked" : step.state(),
                step.startedAt(),
                step.finishedAt() == null ? now : step.finishedAt(),
                critical.contains(step.key())));
      }
    }
    bars.sort(Comparator.comparing(Bar::from).thenComparing(Bar::node).thenComparing(Bar::step));
    Instant end = deployment.finishedAt() == null ? now : deployment.finishedAt();
    return new Timeline(deployment.startedAt(), end, bars);
  }

  /** A line a step: who, what, a bar on the scale of the whole, how long. */
  List<String> lines(int width) {
    int nodes = bars.stream().mapToInt(bar -> bar.node().length()).max().orElse(0);
    int steps = bars.stream().mapToInt(bar -> bar.step().length()).max().orElse(0);
    int room = Math.max(SHORTEST, width - nodes - steps - 18);
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s from begin to end%s"
            .formatted(
                Text.span(Duration.between(start, end)),
                bars.stream().anyMatch(Bar::isCritical) ? "; * is the critical path" : ""));
    for (Bar bar : bars) {
      lines.add(
          "%s %s %s |%s| %s"
              .formatted(
                  bar.isCritical() ? "*" : " ",
                  Text.padded(bar.node(), nodes),
                  Text.padded(bar.step(), steps),
                  drawing(bar, room),
                  time(bar)));
    }
    return lines;
  }

  /** Where a moment is, from 0 at the start to 1 at the end. */
  double position(Instant moment) {
    double total = Math.max(1, Duration.between(start, end).toMillis());
    double part = Duration.between(start, moment).toMillis() / total;
    return Math.max(0, Math.min(1, part));
  }

  static String time(Bar bar) {
    String took = Text.span(Duration.between(bar.from(), bar.to()));
    return bar.state().equals("succeeded") ? took : took + " " + bar.state();
  }

  private String drawing(Bar bar, int room) {
    int from = Math.min(room - 1, (int) (position(bar.from()) * room));
    int to = Math.max(from + 1, (int) Math.round(position(bar.to()) * room));
    String mark =
        switch (bar.state()) {
          case "failed", "unknown" -> "x";
          case "running" -> "▒";
          default -> "█";
        };
    return " ".repeat(from) + mark.repeat(to - from) + " ".repeat(Math.max(0, room - to));
  }
}
