package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.muster.coordinator.cli.Watch.Ending;

/** Waits for the end of a deployment and says what came of it. */
final class DeploymentEnd {
  private final Session session;
  private final String cluster;

  DeploymentEnd(Session session, String cluster) {
    this.session = requireNonNull(session, "session is null");
    this.cluster = requireNonNull(cluster, "cluster is null");
  }

  /** Waits, or only says what has begun. */
  int printUnless(boolean isDetached, ApiClient api, String deployment) {
    if (!isDetached) {
      return print(new Watch(session, api, cluster), deployment);
    }
    if (session.isJson()) {
      session.screen().line(Output.json(new Begun(deployment)));
    } else {
      session.screen().line("%s of %s has begun.".formatted(deployment, cluster));
      session.screen().line(Interruption.sentence(cluster).strip());
    }
    return ExitCode.DONE;
  }

  /** Prints the end; the answer is the exit code. */
  int print(Watch watch, String deployment) {
    return print(watch, watch.untilOver(deployment));
  }

  /** Prints an end that has come. */
  int print(Watch watch, Ending ending) {
    if (session.isJson()) {
      session.screen().line(Output.json(ending.cluster()));
    } else {
      boolean isDone = ending.deployment().state().equals("succeeded");
      List<String> results =
          isDone
              ? new Results(watch.api(), session.surroundings().pause(), cluster)
                  .of(ending.deployment().id().value())
              : List.of();
      new Summary(ending.cluster(), ending.deployment(), results)
          .lines()
          .forEach(session.screen()::line);
    }
    return ExitCode.ofDeployment(ending.deployment().state());
  }
}
