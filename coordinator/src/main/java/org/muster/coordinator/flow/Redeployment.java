package org.muster.coordinator.flow;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.muster.coordinator.core.event.DeploymentKind;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.module.Catalogue;
import org.muster.coordinator.core.plan.Blueprint;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.coordinator.core.spec.Defaults;
import org.muster.coordinator.core.spec.DeployRequest;
import org.muster.coordinator.core.spec.LaunchRequest;
import org.muster.coordinator.core.spec.SpecReader;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.error.Problems;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;

/** What a cluster is now, from which the blueprint of a further deployment is made. */
record Redeployment(ClusterSpec spec, Blueprint current) {
  /** Applications run once a deployment: only who names the phase wants them again. */
  private static final List<Phase> DEFAULT_PHASES = List.of(Phase.INIT, Phase.SETUP, Phase.TEST);

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
    Blueprint full = SpecReader.read(asLaunch(request), catalogue, Defaults.demo()).blueprint();
    Set<ModuleName> chosen = new LinkedHashSet<>();
    if (request.modules().isEmpty()) {
      full.modules().forEach(module -> chosen.add(module.name()));
    }
    request.modules().forEach(name -> chosen.add(new ModuleName(name)));
    Map<Phase, List<ModuleName>> phases = new EnumMap<>(Phase.class);
    for (Phase phase : phases(request)) {
      phases.put(
          phase,
          full.phases().getOrDefault(phase, List.of()).stream().filter(chosen::contains).toList());
    }
    return new Blueprint(full.modules(), phases, full.variables(), current.overlays());
  }

  private static List<Phase> phases(DeployRequest request) {
    if (request.phases().isEmpty()) {
      return DEFAULT_PHASES;
    }
    Problems problems = new Problems();
    List<Phase> phases = new ArrayList<>();
    for (String label : request.phases()) {
      if (Phase.DEPLOYMENT.stream().anyMatch(phase -> phase.label().equals(label))) {
        phases.add(Phase.of(label));
      } else {
        problems.add("unknown phase '%s'; use init, setup, test or run".formatted(label));
      }
    }
    problems.throwIfAny("the deployment");
    return phases;
  }

  private LaunchRequest asLaunch(DeployRequest request) {
    Set<String> modules = new LinkedHashSet<>();
    current.modules().forEach(module -> modules.add(module.name().value()));
    modules.addAll(request.modules());
    SortedMap<String, String> variables = new TreeMap<>(spec.variables());
    variables.putAll(request.variables());
    Map<String, String> secrets = new TreeMap<>();
    spec.secretNames().forEach(name -> secrets.put(name, ""));
    return new LaunchRequest(
        spec.name().value(),
        "provider: { kind: %s, isolation: %s }"
            .formatted(spec.provider().kind(), spec.provider().isolation()),
        "the cluster as it is",
        "",
        null,
        List.copyOf(modules),
        Map.of(),
        variables,
        Map.of(),
        secrets,
        request.moduleTrees(),
        "");
  }
}
