package org.muster.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;

class ArrivalTest {
  @Test
  void whereMachinesAreLateLaunchesGoOnAndStragglersAreReplaced() {
    Set<String> seen = new HashSet<>();

    for (long seed = 1; seed <= 60; seed++) {
      Scenario scenario = Scenarios.of(seed).withSize(5, 1).withArrival(new Arrival("60%", 400));
      assertThat(Run.of(scenario, state -> note(state, seen)).violation()).isEmpty();
    }

    assertThat(seen).contains("went on without some", "gave a place away", "took one in");
  }

  private static void note(ClusterState state, Set<String> seen) {
    state.nodes().stream()
        .filter(node -> node.detail().contains("another takes its place"))
        .forEach(node -> seen.add("gave a place away"));
    for (DeploymentState deployment : state.deployments()) {
      boolean isSmaller = deployment.nodes().size() < deployment.start().nodes().size();
      switch (deployment.start().kind()) {
        case LAUNCH -> seen.add(isSmaller ? "went on without some" : "all came");
        case JOIN -> seen.add("took one in");
        case DEPLOY, LEAVE, REAPPLY, COMMAND -> {}
      }
    }
  }
}
