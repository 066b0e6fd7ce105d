package org.muster.coordinator.core.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.muster.coordinator.core.controller.Barriers;
import org.muster.coordinator.core.controller.Keys;
import org.muster.coordinator.core.controller.Wanted;
import org.muster.coordinator.core.state.BarrierState;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.coordinator.core.state.NodeStatus;
import org.muster.coordinator.core.state.StepCell;
import org.muster.coordinator.core.state.StepStatus;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.LaunchId;
import org.muster.protocol.NodeId;

/** Whom a deployment waits for, longest first. Pure. */
final class Waits {
  private static final int SHOWN = 50;

  private final ClusterState state;
  private final Sightings sightings;
  private final Map<Integer, Integer> held = new HashMap<>();

  Waits(ClusterState state, Sightings sightings) {
    this.state = state;
    this.sightings = sightings;
  }

  List<WaitView> of(DeploymentState deployment) {
    if (deployment.isOver()) {
      return List.of();
    }
    List<WaitView> waits = new ArrayList<>();
    held.clear();
    addProvider(waits, deployment);
    addArtifacts(waits, deployment);
    addBarriers(waits, deployment);
    for (NodeId id : deployment.nodes()) {
      state.node(id).ifPresent(node -> addNode(waits, deployment, node));
    }
    waits.sort(Comparator.comparing(WaitView::since));
    return waits.size() > SHOWN ? List.copyOf(waits.subList(0, SHOWN)) : waits;
  }

  /** Nodes that the provider has not named yet can do nothing about it. */
  private void addProvider(List<WaitView> waits, DeploymentState deployment) {
    Map<LaunchId, List<NodeState>> wished = new LinkedHashMap<>();
    for (NodeId id : deployment.nodes()) {
      state
          .node(id)
          .filter(node -> node.status() == NodeStatus.WISHED)
          .ifPresent(
              node ->
                  wished.computeIfAbsent(node.launch(), unknown -> new ArrayList<>()).add(node));
    }
    wished.forEach(
        (launch, nodes) ->
            waits.add(
                new WaitView(
                    "coordinator",
                    "the provider to launch %d nodes (%s)".formatted(nodes.size(), launch),
                    nodes.get(0).since(),
                    state.providerFailure(),
                    held(deployment, nodes))));
  }

  private static int held(DeploymentState deployment, List<NodeState> nodes) {
    return nodes.stream().mapToInt(node -> deployment.cellsOf(node.id()).size()).sum();
  }

  private void addArtifacts(List<WaitView> waits, DeploymentState deployment) {
    for (Wanted.WantedArtifact wanted : new Wanted(state).artifacts()) {
      if (!wanted.deployment().equals(deployment.id())) {
        continue;
      }
      String name = wanted.artifact().name();
      Optional<Sightings.Download> download = sightings.download(wanted.module() + "/" + name);
      int held = 0;
      for (StepCell cell : deployment.cells()) {
        held += cell.template().module().equals(wanted.module()) ? 1 : 0;
      }
      waits.add(
          new WaitView(
              "coordinator",
              "artifact %s of %s".formatted(name, wanted.module()),
              download.map(Sightings.Download::since).orElse(deployment.startedAt()),
              download.map(Waits::text).orElse(""),
              held));
    }
  }

  private static String text(Sightings.Download download) {
    long mib = 1024 * 1024;
    return download.totalBytes() > 0
        ? "%s (%d of %d MiB)"
            .formatted(download.text(), download.doneBytes() / mib, download.totalBytes() / mib)
        : download.text();
  }

  /** Who is missing at a barrier is to blame, not who waits there. */
  private static void addBarriers(List<WaitView> waits, DeploymentState deployment) {
    for (BarrierState barrier : deployment.barriers()) {
      if (barrier.isReleased() || barrier.isBroken()) {
        continue;
      }
      List<NodeId> missing = Barriers.missing(deployment, barrier);
      String who =
          missing.stream().limit(10).map(NodeId::value).collect(Collectors.joining(", "))
              + (missing.size() > 10 ? " and %d more".formatted(missing.size() - 10) : "");
      waits.add(
          new WaitView(
              who,
              "to reach %s, where %d wait".formatted(barrier.id(), barrier.arrivals().size()),
              barrier.since(),
              "",
              barrier.arrivals().size()));
    }
  }

  private void addNode(List<WaitView> waits, DeploymentState deployment, NodeState node) {
    if (node.status() == NodeStatus.WISHED) {
      return; // the provider is waited for
    }
    if (node.status() == NodeStatus.LAUNCHED) {
      String hint =
          state.spec().provider().kind().equals("static")
              ? "give a machine what 'muster join-data %s' prints".formatted(state.name())
              : "";
      waits.add(wait(node, "to join", node.since(), hint, deployment.cellsOf(node.id()).size()));
      return;
    }
    boolean isWaitedFor =
        deployment.isFrozen()
            ? hasOpenSteps(deployment, node)
            : deployment.needsToFreeze(node.id());
    if (!node.isJoined() && isWaitedFor) {
      String what = "to come back (%s)".formatted(node.status().label());
      waits.add(
          wait(node, what, node.since(), node.detail(), deployment.cellsOf(node.id()).size()));
    }
    for (StepCell cell : deployment.cellsOf(node.id())) {
      if (cell.status().isActive() && !cell.isAtBarrier()) {
        waits.add(step(deployment, node, cell));
      }
    }
  }

  /** Counted once for all nodes. */
  private int dependants(DeploymentState deployment, int template) {
    return held.computeIfAbsent(template, deployment.plan()::dependantsOf);
  }

  private static boolean hasOpenSteps(DeploymentState deployment, NodeState node) {
    return deployment.cellsOf(node.id()).stream().anyMatch(cell -> !cell.status().isFinal());
  }

  private WaitView step(DeploymentState deployment, NodeState node, StepCell cell) {
    Optional<AgentMessage.StepProgress> shown = sightings.of(Keys.current(state, deployment, cell));
    String what = "%s of %s".formatted(cell.template().phase(), cell.template().module());
    if (cell.status() == StepStatus.ASSIGNED) {
      what += " to start";
    }
    if (cell.attempt() > 1) {
      what += " (attempt %d)".formatted(cell.attempt());
    }
    String waitingFor = shown.map(AgentMessage.StepProgress::waitingFor).orElse("");
    if (!waitingFor.isEmpty()) {
      what += ", which waits for " + waitingFor;
    }
    return wait(
        node,
        what,
        cell.startedAt().orElse(cell.since()),
        shown.map(AgentMessage.StepProgress::lastLine).orElse(""),
        dependants(deployment, cell.template().id()));
  }

  private static WaitView wait(
      NodeState node, String what, Instant since, String lastLine, int holdsUp) {
    return new WaitView(node.id().value(), what, since, lastLine, holdsUp);
  }
}
