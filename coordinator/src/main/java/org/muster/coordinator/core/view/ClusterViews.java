package org.muster.coordinator.core.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.muster.coordinator.core.event.DeploymentKind;
import org.muster.coordinator.core.event.DeploymentOutcome;
import org.muster.coordinator.core.module.PlannedModule;
import org.muster.coordinator.core.module.ServiceRule;
import org.muster.coordinator.core.plan.Blueprint;
import org.muster.coordinator.core.state.ClusterLife;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.CurrentBlueprint;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.coordinator.core.state.NodeStatus;
import org.muster.protocol.Facts;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;

/** What people may see of a cluster, made from its state. Pure. */
public final class ClusterViews {
  private final ClusterState state;
  private final Sightings sightings;
  private final DeploymentViews deployments;

  public ClusterViews(ClusterState state, Sightings sightings) {
    this.state = state;
    this.sightings = sightings;
    deployments = new DeploymentViews(state, sightings);
  }

  public ClusterSummary summary() {
    Optional<DeploymentState> newest = newest();
    return new ClusterSummary(
        state.name(),
        label(),
        state.spec().provider().kind(),
        (int) state.nodes().stream().filter(NodeState::isMeant).count(),
        (int) state.nodes().stream().filter(NodeState::isJoined).count(),
        newest.map(deployment -> deployment.id().value()).orElse(""),
        newest.map(DeploymentViews::label).orElse(""),
        state.createdAt());
  }

  public ClusterView view(long seq, Instant now, boolean withSteps) {
    return new ClusterView(
        state.name(),
        state.incarnation(),
        label(),
        state.spec().provider().kind(),
        seq,
        now,
        state.createdAt(),
        newest().map(ClusterViews::moduleNames).orElse(List.of()),
        newest().map(d -> d.start().blueprint().variables()).orElse(new TreeMap<String, String>()),
        newest().map(d -> deployments.view(d, withSteps)).orElse(null),
        state.nodes().stream().filter(this::isShown).map(this::view).toList(),
        services(),
        alarms());
  }

  public DeploymentView deployment(DeploymentState deployment, boolean withSteps) {
    return deployments.view(deployment, withSteps);
  }

  private static List<String> moduleNames(DeploymentState deployment) {
    return deployment.start().blueprint().modules().stream()
        .map(module -> module.name().value())
        .toList();
  }

  private List<String> alarms() {
    List<String> alarms = new ArrayList<>(state.alarms());
    if (!state.providerFailure().isEmpty()) {
      alarms.add("the provider failed, and is asked again: " + state.providerFailure());
    }
    List<String> crashing =
        state.nodes().stream().filter(this::mayCrash).map(node -> node.id().value()).toList();
    if (!crashing.isEmpty()) {
      alarms.add("for a test, agents may end at once: " + String.join(", ", crashing));
    }
    return alarms;
  }

  /** The newest deployment that is not a command. */
  private Optional<DeploymentState> newest() {
    return state.deployments().stream()
        .filter(deployment -> deployment.start().kind() != DeploymentKind.COMMAND)
        .reduce((first, second) -> second);
  }

  private String label() {
    return switch (state.life()) {
      case ABSENT -> "destroyed";
      case STOPPING -> "stopping";
      case STOPPED -> "stopped";
      case STARTING -> "starting";
      case DESTROYING -> "destroying";
      case UP -> newest().map(this::labelWhileUp).orElse("running");
    };
  }

  private String labelWhileUp(DeploymentState deployment) {
    if (!deployment.blockedBy().isEmpty()) {
      return "blocked";
    }
    if (!deployment.isOver()) {
      return switch (deployment.start().kind()) {
        case LAUNCH -> "launching";
        case JOIN -> "growing";
        case LEAVE -> "shrinking";
        case DEPLOY, REAPPLY, COMMAND -> "deploying";
      };
    }
    if (state.count(NodeStatus.REMOVING) > 0) {
      return "shrinking";
    }
    return deployment.outcome().orElseThrow() == DeploymentOutcome.SUCCEEDED ? "running" : "failed";
  }

  /** Of a cluster that stands, nodes that were removed are past. */
  private boolean isShown(NodeState node) {
    return node.status() != NodeStatus.GONE || !state.isPresent();
  }

  private NodeView view(NodeState node) {
    Optional<Facts> facts = node.facts();
    return new NodeView(
        node.id(),
        node.role(),
        node.wish().type(),
        node.isJoined() && sightings.isLate(state.name(), node.id())
            ? "late"
            : node.status().label(),
        node.since(),
        node.instance(),
        facts.map(Facts::address).orElse(""),
        facts.map(Facts::memoryMb).orElse(0L),
        facts.map(Facts::cores).orElse(0),
        node.detail().isEmpty() && mayCrash(node) ? "crash points are on" : node.detail(),
        node.notice().orElse(null));
  }

  private boolean mayCrash(NodeState node) {
    return sightings.mayCrash(state.name(), node.id());
  }

  private List<ServiceView> services() {
    if (state.life() == ClusterLife.ABSENT) {
      return List.of();
    }
    return CurrentBlueprint.of(state).map(this::services).orElse(List.of());
  }

  private List<ServiceView> services(Blueprint blueprint) {
    List<ServiceView> services = new ArrayList<>();
    List<ModuleName> set = blueprint.phases().getOrDefault(Phase.SETUP, List.of());
    for (PlannedModule module : blueprint.modules()) {
      if (!set.contains(module.name())) {
        continue;
      }
      for (ServiceRule rule : module.services()) {
        state.nodes().stream()
            .filter(node -> node.role() == rule.role() && node.isMeant())
            .filter(node -> node.facts().isPresent())
            .forEach(node -> services.add(service(blueprint, module, rule, node)));
      }
    }
    return services;
  }

  private static ServiceView service(
      Blueprint blueprint, PlannedModule module, ServiceRule rule, NodeState node) {
    Facts facts = node.facts().orElseThrow();
    String url =
        rule.url()
            .replace("{{address}}", facts.addressForPeople())
            .replace("{{node}}", node.id().value())
            .replace("{{index}}", Integer.toString(node.wish().index()))
            .replace("{{port_offset}}", Integer.toString(facts.portOffset()));
    for (Map.Entry<String, String> variable : blueprint.variables().entrySet()) {
      url = url.replace("{{" + variable.getKey() + "}}", variable.getValue());
    }
    return new ServiceView(module.name(), node.id(), rule.name(), url);
  }
}
