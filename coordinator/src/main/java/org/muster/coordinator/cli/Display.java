package org.muster.coordinator.cli;

import org.muster.coordinator.core.view.ClusterView;
import org.muster.coordinator.core.view.DeploymentView;

/** Shows how a deployment gets on. */
interface Display {
  /** Called at every look; draws only what is new. */
  void show(ClusterView cluster, DeploymentView deployment);

  /** Says something beside the picture. */
  void say(String sentence);

  /** For programs, which want the end only. */
  static Display silent() {
    return new Display() {
      @Override
      public void show(ClusterView cluster, DeploymentView deployment) {}

      @Override
      public void say(String sentence) {}
    };
  }

  static Display of(Session session) {
    if (session.isJson()) {
      return silent();
    }
    return session.screen().isTerminal()
        ? new LiveDisplay(session.screen())
        : new PlainDisplay(session.screen());
  }
}
