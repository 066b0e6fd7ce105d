package org.muster.coordinator.flow;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.muster.coordinator.core.event.DeploymentKind;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.module.Catalogue;
import org.muster.coordinator.core.module.PlannedModule;
import org.muster.coordinator.core.plan.Blueprint;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.coordinator.core.spec.Defaults;
import org.muster.coordinator.core.spec.DeployReader;
import org.muster.coordinator.core.spec.DeployRequest;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.ModuleName;

/** What a cluster is now, from which the blueprint of a further deployment is made. */
record Redeployment(ClusterSpec spec, Blueprint current) {
  static Redeployment of(ClusterState state) {
    return state.deployments().stream()
        .filter(deployment -> deployment.start().kind() != DeploymentKind.COMMAND)
        .filter(deployment -> deployment.start().kind() != DeploymentKind.REAPPLY)
        .map(DeploymentState::start)
        .map(Event.DeploymentStarted::blueprint)
        .reduce((first, second) -> second)
        .map(blueprint -> new Redeployment(state.spec(), blueprint))
        .orElseThrow(
            () ->
                new MusterException(
                    ErrorCode.NOT_FOUND,
                    "there is no cluster '%s'; make it with 'muster launch %s'"
                        .formatted(state.name(), state.name())));
  }

  /** Pure. Fails with all mistakes at once. */
  Blueprint blueprint(DeployRequest request, Catalogue catalogue) {
    Blueprint wanted =
        DeployReader.read(standing(), request, catalogue, Defaults.demo()).blueprint();
    return new Blueprint(wanted.modules(), wanted.phases(), wanted.variables(), current.overlays());
  }

  /** The cluster with the modules that earlier deployments added to it. */
  private ClusterSpec standing() {
    Set<ModuleName> modules = new LinkedHashSet<>(spec.modules());
    current.modules().stream()
        .map(PlannedModule::name)
        .filter(name -> !isRequired(name))
        .forEach(modules::add);
    return new ClusterSpec(
        spec.name(),
        spec.provider(),
        spec.ready(),
        spec.groups(),
        List.copyOf(modules),
        spec.phaseModules(),
        spec.variables(),
        spec.secretNames(),
        spec.overlay());
  }

  private boolean isRequired(ModuleName name) {
    return current.modules().stream()
        .flatMap(module -> module.requires().stream())
        .anyMatch(requirement -> requirement.module().equals(name));
  }
}
