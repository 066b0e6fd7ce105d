package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muster.coordinator.core.spec.CommandRequest;
import org.muster.coordinator.core.view.DeploymentView;
import org.muster.coordinator.core.view.StepView;

/** A command on some nodes, from its begin to the last byte of its output. */
final class CommandRun {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(150);
  private static final Duration LOGS_WITHIN = Duration.ofSeconds(10);

  private final Session session;
  private final ApiClient api;
  private final String cluster;
  private final Map<String, StepLog> logs = new LinkedHashMap<>();

  CommandRun(Session session, ApiClient api, String cluster) {
    this.session = requireNonNull(session, "session is null");
    this.api = requireNonNull(api, "api is null");
    this.cluster = requireNonNull(cluster, "cluster is null");
  }

  /** Runs it and prints what comes of it; the answer is the exit code. */
  int run(CommandRequest request, OutputStyle style) {
    DeploymentView end = end(request, session.isJson() ? OutputStyle.GROUPED : style);
    List<NodeRun> runs = runs(end);
    if (session.isJson()) {
      session.screen().line(Output.json(runs));
    } else if (style == OutputStyle.GROUPED) {
      NodeRun.grouped(runs).forEach(session.screen()::line);
    } else {
      NodeRun.failures(runs).forEach(session.screen()::note);
    }
    int exitCode = exitCode(end, runs);
    // What is shown as it is, ends as it ended.
    return style == OutputStyle.BARE && exitCode == ExitCode.FAILED
        ? NodeRun.exitCodeOf(runs)
        : exitCode;
  }

  /** Runs it and prints nothing. */
  List<NodeRun> collect(CommandRequest request) {
    return runs(end(request, OutputStyle.GROUPED));
  }

  private DeploymentView end(CommandRequest request, OutputStyle style) {
    String path = "/clusters/%s/commands".formatted(cluster);
    return follow(api.post(path, request, Begun.class).deployment(), style);
  }

  private List<NodeRun> runs(DeploymentView end) {
    return end.steps().stream().map(step -> NodeRun.of(step, end, outputOf(step))).toList();
  }

  private DeploymentView follow(String deployment, OutputStyle style) {
    String path = "/clusters/%s/deployments/%s".formatted(cluster, deployment);
    Instant end = null;
    try (Interruption interruption = session.interruption(cluster)) {
      interruption.arm();
      while (true) {
        DeploymentView view = api.get(path, DeploymentView.class);
        boolean isOver = !view.state().equals("running");
        boolean isComplete = readLogs(view, style);
        if (isOver && end == null) {
          end = session.surroundings().clock().instant();
        }
        if (isOver && (isComplete || isPast(end.plus(LOGS_WITHIN)))) {
          printRests(style);
          return view;
        }
        session.surroundings().pause().of(BETWEEN_LOOKS);
      }
    }
  }

  // Whether there is nothing more to come.
  private boolean readLogs(DeploymentView view, OutputStyle style) {
    boolean isComplete = true;
    int width = view.steps().stream().mapToInt(s -> s.node().value().length()).max().orElse(0);
    for (StepView step : view.steps()) {
      if (step.key() == null) {
        continue; // it never began, so that it has no output
      }
      String prefix =
          style == OutputStyle.BARE ? "" : Text.padded(step.node().value(), width) + " | ";
      StepLog log =
          logs.computeIfAbsent(
              step.key().toString(), key -> new StepLog(api, cluster, key, prefix));
      List<String> lines = log.read();
      if (style != OutputStyle.GROUPED) {
        lines.forEach(session.screen()::line);
      }
      isComplete &= log.isComplete();
    }
    return isComplete;
  }

  private void printRests(OutputStyle style) {
    for (StepLog log : logs.values()) {
      List<String> rest = log.rest();
      if (style != OutputStyle.GROUPED) {
        rest.forEach(session.screen()::line);
      }
      if (!log.isComplete()) {
        session.screen().note("muster: the output of %s is not complete".formatted(log.step()));
      }
    }
  }

  private String outputOf(StepView step) {
    StepLog log = step.key() == null ? null : logs.get(step.key().toString());
    return log == null ? "" : log.text();
  }

  private boolean isPast(Instant moment) {
    return session.surroundings().clock().instant().isAfter(moment);
  }

  private static int exitCode(DeploymentView end, List<NodeRun> runs) {
    boolean isUnsure =
        end.state().equals("blocked")
            || runs.stream().anyMatch(run -> run.state().equals("unknown"));
    return isUnsure ? ExitCode.UNCERTAIN : ExitCode.ofDeployment(end.state());
  }
}
