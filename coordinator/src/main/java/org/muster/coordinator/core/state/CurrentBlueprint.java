package org.muster.coordinator.core.state;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.muster.coordinator.core.event.DeploymentKind;
import org.muster.coordinator.core.plan.Blueprint;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;

/** What a cluster is by now, after its launch and all that was deployed on it since. Pure. */
public final class CurrentBlueprint {
  private CurrentBlueprint() {}

  private static final List<Phase> SET_UP = List.of(Phase.INIT, Phase.SETUP);

  /**
   * Modules and variables as the newest deployment has them, with init and setup of all that were
   * ever asked for: a deployment of tests alone takes nothing away.
   */
  public static Optional<Blueprint> of(ClusterState state) {
    return of(state, SET_UP);
  }

  /** The same, with all phases: what a node that is new to the cluster has to go through. */
  public static Optional<Blueprint> whole(ClusterState state) {
    return of(state, List.of(Phase.values()));
  }

  private static Optional<Blueprint> of(ClusterState state, List<Phase> wanted) {
    Blueprint newest = null;
    Map<Phase, Set<ModuleName>> asked = new EnumMap<>(Phase.class);
    for (DeploymentState deployment : state.deployments()) {
      DeploymentKind kind = deployment.start().kind();
      if (kind == DeploymentKind.LAUNCH || kind == DeploymentKind.DEPLOY) {
        newest = deployment.start().blueprint();
        for (Phase phase : wanted) {
          asked
              .computeIfAbsent(phase, unknown -> new LinkedHashSet<>())
              .addAll(newest.phases().getOrDefault(phase, List.of()));
        }
      }
    }
    return Optional.ofNullable(newest).map(blueprint -> with(blueprint, asked));
  }

  private static Blueprint with(Blueprint newest, Map<Phase, Set<ModuleName>> asked) {
    Map<Phase, List<ModuleName>> phases = new EnumMap<>(Phase.class);
    asked.forEach(
        (phase, names) ->
            phases.put(
                phase,
                newest.modules().stream()
                    .map(module -> module.name())
                    .filter(names::contains)
                    .toList()));
    return new Blueprint(newest.modules(), phases, newest.variables(), newest.overlays());
  }
}
