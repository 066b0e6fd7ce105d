package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.muster.coordinator.core.view.ClusterView;
import org.muster.coordinator.core.view.DeploymentView;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/**
 * Looks at a deployment until it is over, or until it is blocked, and shows it. A coordinator that
 * dies meanwhile is started again, or waited for: the deployment goes on with it.
 */
final class Watch {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  private final Session session;
  private final String cluster;
  private final Display display;
  private ApiClient api;

  /** How a deployment ended, and the cluster then. */
  record Ending(ClusterView cluster, DeploymentView deployment) {}

  Watch(Session session, ApiClient api, String cluster) {
    this.session = requireNonNull(session, "session is null");
    this.api = requireNonNull(api, "api is null");
    this.cluster = requireNonNull(cluster, "cluster is null");
    this.display = Display.of(session);
  }

  /** The coordinator that answered last. */
  ApiClient api() {
    return api;
  }

  Ending untilOver(String deployment) {
    try (Interruption interruption = session.interruption(cluster)) {
      interruption.arm();
      while (true) {
        Ending now = look(deployment);
        display.show(now.cluster(), now.deployment());
        if (!now.deployment().state().equals("running")) {
          return now;
        }
        session.surroundings().pause().of(BETWEEN_LOOKS);
      }
    }
  }

  private Ending look(String deployment) {
    try {
      return ask(deployment);
    } catch (MusterException e) {
      if (e.code() != ErrorCode.COORDINATOR_UNREACHABLE) {
        throw e;
      }
      display.say("The coordinator is gone; going on with it as soon as it is back.");
      api = session.apiAgain();
      return ask(deployment);
    }
  }

  private Ending ask(String deployment) {
    ClusterView view = api.get("/clusters/" + cluster, ClusterView.class);
    DeploymentView newest = view.deployment();
    if (newest != null && newest.id().value().equals(deployment)) {
      return new Ending(view, newest);
    }
    String path = "/clusters/%s/deployments/%s".formatted(cluster, deployment);
    return new Ending(view, api.get(path, DeploymentView.class));
  }
}
