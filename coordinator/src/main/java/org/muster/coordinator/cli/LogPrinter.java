package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.muster.coordinator.core.view.ClusterView;
import org.muster.coordinator.core.view.DeploymentView;
import org.muster.coordinator.core.view.StepView;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** Prints the output of the chosen steps, once or until they are over. */
final class LogPrinter {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

  private final Session session;
  private final String cluster;
  private final Choice choice;
  private final ApiClient api;
  private final Map<String, StepLog> logs = new LinkedHashMap<>();

  /** Which steps; an empty text chooses all. */
  record Choice(String node, String module, String phase, String deployment) {
    boolean includes(StepView step) {
      return matches(node, step.node().value())
          && matches(module, step.module().value())
          && matches(phase, step.phase().label());
    }

    private static boolean matches(String wanted, String actual) {
      return wanted.isEmpty() || wanted.equals(actual);
    }
  }

  LogPrinter(Session session, String cluster, Choice choice) {
    this.session = requireNonNull(session, "session is null");
    this.cluster = requireNonNull(cluster, "cluster is null");
    this.choice = requireNonNull(choice, "choice is null");
    this.api = session.api();
  }

  /** The answer is the exit code. */
  int print(Predicate<String> wanted, boolean follow) {
    while (true) {
      DeploymentView deployment = deployment();
      List<StepView> steps = chosen(deployment);
      boolean isComplete = true;
      for (StepView step : steps) {
        isComplete &= print(step, steps.size() > 1, wanted);
      }
      boolean isOver = !deployment.state().equals("running");
      if (!follow || (isOver && isComplete)) {
        logs.values().forEach(log -> print(log.rest(), wanted));
        return ExitCode.DONE;
      }
      session.surroundings().pause().of(BETWEEN_LOOKS);
    }
  }

  // Whether all that this step will ever print is printed.
  private boolean print(StepView step, boolean withName, Predicate<String> wanted) {
    if (step.key() == null) {
      return !step.state().equals("waiting");
    }
    String prefix =
        withName ? "%s %s %s | ".formatted(step.node(), step.module(), step.phase()) : "";
    StepLog log =
        logs.computeIfAbsent(step.key().toString(), key -> new StepLog(api, cluster, key, prefix));
    print(log.read(), wanted);
    return log.isComplete();
  }

  private void print(List<String> lines, Predicate<String> wanted) {
    lines.stream().filter(wanted).forEach(session.screen()::line);
  }

  private DeploymentView deployment() {
    if (!choice.deployment().isEmpty()) {
      String path = "/clusters/%s/deployments/%s".formatted(cluster, choice.deployment());
      return api.get(path, DeploymentView.class);
    }
    ClusterView view = api.get("/clusters/" + cluster + "?steps=true", ClusterView.class);
    if (view.deployment() == null) {
      throw new MusterException(ErrorCode.NOT_FOUND, "%s has no deployment yet".formatted(cluster));
    }
    return view.deployment();
  }

  private List<StepView> chosen(DeploymentView deployment) {
    List<StepView> steps = deployment.steps().stream().filter(choice::includes).toList();
    if (steps.isEmpty()) {
      throw new MusterException(
          ErrorCode.NOT_FOUND,
          "no step of %s in %s is the one that you chose; see 'muster timeline %s'"
              .formatted(deployment.id(), cluster, cluster));
    }
    return steps;
  }
}
