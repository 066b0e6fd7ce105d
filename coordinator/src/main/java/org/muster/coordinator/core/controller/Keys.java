package org.muster.coordinator.core.controller;

import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.StepCell;
import org.muster.protocol.StepKey;

/** The names of attempts. */
public final class Keys {
  private Keys() {}

  /** Of the newest attempt; the step must have one. */
  public static StepKey current(ClusterState state, DeploymentState deployment, StepCell cell) {
    return key(state, deployment, cell, cell.attempt());
  }

  static StepKey next(ClusterState state, DeploymentState deployment, StepCell cell) {
    return key(state, deployment, cell, cell.attempt() + 1);
  }

  private static StepKey key(
      ClusterState state, DeploymentState deployment, StepCell cell, int attempt) {
    return new StepKey(
        state.name(),
        deployment.id(),
        cell.node(),
        cell.template().module(),
        cell.template().phase(),
        attempt);
  }
}
