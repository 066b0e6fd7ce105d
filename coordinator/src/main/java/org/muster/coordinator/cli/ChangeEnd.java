package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import org.muster.coordinator.core.view.DeploymentView;

/** Waits until nodes have come and others are gone, and says what came of it. */
final class ChangeEnd {
  private static final Set<String> SETTLED =
      Set.of("running", "failed", "blocked", "deploying", "growing", "stopping", "stopped");

  private final Session session;
  private final String cluster;

  ChangeEnd(Session session, String cluster) {
    this.session = requireNonNull(session, "session is null");
    this.cluster = requireNonNull(cluster, "cluster is null");
  }

  int printUnless(boolean isDetached, ApiClient api, String deployment) {
    DeploymentEnd end = new DeploymentEnd(session, cluster);
    if (isDetached) {
      return end.printUnless(true, api, deployment);
    }
    Watch watch = new Watch(session, api, cluster);
    Watch.Ending ending = watch.untilOver(deployment);
    DeploymentView newest = ending.cluster().deployment();
    if (isDone(ending, "join") && newest.kind().equals("leave")) {
      ending = watch.untilOver(newest.id().value()); // the new node is there; the old one goes
    }
    if (isDone(ending, "leave")) {
      new StateWatch(session, watch.api(), cluster).until(SETTLED);
    }
    return end.print(watch, ending);
  }

  private static boolean isDone(Watch.Ending ending, String kind) {
    DeploymentView deployment = ending.deployment();
    return deployment.kind().equals(kind) && deployment.state().equals("succeeded");
  }
}
