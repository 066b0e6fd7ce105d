package org.muster.coordinator.core.controller;

import java.time.Duration;
import java.util.Map;
import org.muster.coordinator.core.event.DeploymentKind;
import org.muster.coordinator.core.spec.ProviderSpec;
import org.muster.coordinator.core.state.ClusterLife;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** What has to be so before a request can be met. */
final class Preconditions {
  static final Duration TOKEN_GOOD_FOR = Duration.ofHours(1);

  /** Machines that people boot take as long as people do. */
  private static final Duration STATIC_TOKEN_GOOD_FOR = Duration.ofDays(7);

  private static final Map<ClusterLife, String> NOT_UP =
      Map.of(
          ClusterLife.STOPPING, "stopping",
          ClusterLife.STOPPED, "stopped: start it with 'muster start'",
          ClusterLife.STARTING, "starting",
          ClusterLife.DESTROYING, "being destroyed");

  private final ClusterState state;

  Preconditions(ClusterState state) {
    this.state = state;
  }

  Duration tokenGoodFor(ProviderSpec provider) {
    return provider.kind().equals("static") ? STATIC_TOKEN_GOOD_FOR : TOKEN_GOOD_FOR;
  }

  void requireUp() {
    if (!state.isPresent()) {
      throw new MusterException(
          ErrorCode.NOT_FOUND,
          "there is no cluster '%s'; make one with 'muster launch %s'"
              .formatted(state.name(), state.name()));
    }
    if (state.life() != ClusterLife.UP) {
      throw conflict(
          "cluster '%s' is %s; see 'muster status %s'"
              .formatted(state.name(), NOT_UP.get(state.life()), state.name()));
    }
  }

  void requireIdle() {
    for (DeploymentState deployment : state.running()) {
      if (deployment.start().kind() != DeploymentKind.COMMAND) {
        throw conflict(
            ("deployment %s of '%s' is still running; wait for it ('muster status %s') or end it"
                    + " with 'muster cancel %s'")
                .formatted(deployment.id(), state.name(), state.name(), state.name()));
      }
    }
  }

  private static MusterException conflict(String sentence) {
    return new MusterException(ErrorCode.CONFLICT, sentence);
  }
}
