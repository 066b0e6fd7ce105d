package org.muster.coordinator.core.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.muster.coordinator.core.controller.Keys;
import org.muster.coordinator.core.plan.StepTemplate;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.StepCell;
import org.muster.coordinator.core.state.StepStatus;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepResult;

/** What people may see of a deployment. Pure. */
final class DeploymentViews {
  private final ClusterState state;
  private final Sightings sightings;
  private final Waits waits;

  DeploymentViews(ClusterState state, Sightings sightings) {
    this.state = state;
    this.sightings = sightings;
    waits = new Waits(state, sightings);
  }

  DeploymentView view(DeploymentState deployment, boolean withSteps) {
    return new DeploymentView(
        deployment.id(),
        deployment.start().kind().label(),
        label(deployment),
        reason(deployment),
        deployment.startedAt(),
        deployment.finishedAt().orElse(null),
        phases(deployment),
        waits.of(deployment),
        failures(deployment),
        withSteps ? steps(deployment) : List.of(),
        withSteps ? criticalPath(deployment) : List.of());
  }

  static String label(DeploymentState deployment) {
    if (deployment.isOver()) {
      return deployment.outcome().orElseThrow().label();
    }
    return deployment.blockedBy().isEmpty() ? "running" : "blocked";
  }

  private static String reason(DeploymentState deployment) {
    if (!deployment.isOver() && !deployment.blockedBy().isEmpty()) {
      return "held by " + String.join(", ", deployment.blockedBy());
    }
    return deployment.isOver() ? deployment.reason() : deployment.cancelReason();
  }

  private static List<PhaseView> phases(DeploymentState deployment) {
    Map<List<Object>, PhaseCount> rows = new LinkedHashMap<>();
    List<StepTemplate> templates = new ArrayList<>(deployment.plan().templates());
    templates.sort(Comparator.comparing(StepTemplate::phase));
    for (StepTemplate template : templates) {
      if (deployment.tally().total(template.id()) > 0) {
        rows.computeIfAbsent(
                List.of(template.module(), template.phase()),
                unknown -> new PhaseCount(template.module(), template.phase()))
            .add(deployment, template);
      }
    }
    return rows.values().stream().map(PhaseCount::view).toList();
  }

  private List<StepView> steps(DeploymentState deployment) {
    return deployment.cells().stream().map(cell -> step(deployment, cell)).toList();
  }

  private List<StepKey> criticalPath(DeploymentState deployment) {
    return CriticalSteps.of(deployment).stream()
        .map(cell -> Keys.current(state, deployment, cell))
        .toList();
  }

  private StepView step(DeploymentState deployment, StepCell cell) {
    StepKey key = cell.attempt() == 0 ? null : Keys.current(state, deployment, cell);
    Optional<AgentMessage.StepProgress> shown = key == null ? Optional.empty() : sightings.of(key);
    Optional<StepResult> result = cell.result();
    boolean isEnded = cell.status().isFinal() && cell.status() != StepStatus.SKIPPED;
    return new StepView(
        cell.node(),
        cell.template().module(),
        cell.template().phase(),
        key,
        cell.attempt(),
        cell.status().label(),
        isEnded && result.map(StepResult::baked).orElse(false),
        cell.startedAt().orElse(null),
        isEnded ? result.map(StepResult::finishedAt).orElse(null) : null,
        shown.map(AgentMessage.StepProgress::percent).orElse(-1),
        detail(cell, shown),
        shown.map(AgentMessage.StepProgress::lastLine).orElse(""));
  }

  private static String detail(StepCell cell, Optional<AgentMessage.StepProgress> shown) {
    return switch (cell.status()) {
      case SKIPPED -> cell.skipReason();
      case FAILED, CANCELLED -> cell.result().map(StepResult::reason).orElse("");
      case WAITING, ASSIGNED, RUNNING, UNKNOWN, SUCCEEDED ->
          shown
              .map(p -> p.waitingFor().isEmpty() ? p.text() : "waits for " + p.waitingFor())
              .orElse("");
    };
  }

  private List<FailureView> failures(DeploymentState deployment) {
    if (deployment.tally().count(StepStatus.FAILED) == 0) {
      return List.of();
    }
    // The first failure comes first: others may have failed because of it, at a barrier.
    List<StepCell> failed =
        deployment.cells().stream()
            .filter(cell -> cell.status() == StepStatus.FAILED)
            .sorted(Comparator.comparing(StepCell::since))
            .toList();
    Map<List<Object>, List<StepCell>> groups = new LinkedHashMap<>();
    for (StepCell cell : failed) {
      StepTemplate template = cell.template();
      List<Object> group = List.of(template.module(), template.phase(), FailureReasons.of(cell));
      groups.computeIfAbsent(group, unknown -> new ArrayList<>()).add(cell);
    }
    return groups.values().stream().map(cells -> failure(deployment, cells)).toList();
  }

  private FailureView failure(DeploymentState deployment, List<StepCell> cells) {
    StepCell first = cells.get(0);
    StepResult result = first.result().orElseThrow();
    return new FailureView(
        first.template().module(),
        first.template().phase(),
        FailureReasons.of(first),
        cells.stream().map(StepCell::node).toList(),
        Keys.current(state, deployment, first),
        result.exitCode(),
        result.tail());
  }

  /** One row of progress, counted from the tally. */
  private static final class PhaseCount {
    private final ModuleName module;
    private final Phase phase;
    private final Map<StepStatus, Integer> counts = new EnumMap<>(StepStatus.class);
    private int total;
    private int baked;
    private Instant started;
    private Instant finished;

    PhaseCount(ModuleName module, Phase phase) {
      this.module = module;
      this.phase = phase;
    }

    void add(DeploymentState deployment, StepTemplate template) {
      total += deployment.tally().total(template.id());
      for (StepStatus status : StepStatus.values()) {
        counts.merge(status, deployment.tally().count(template.id(), status), Integer::sum);
      }
      deployment.nodes().stream()
          .filter(node -> deployment.roleOf(node) == template.role())
          .map(node -> deployment.cell(node, template.id()))
          .filter(Objects::nonNull)
          .forEach(this::addTimes);
    }

    private void addTimes(StepCell cell) {
      cell.startedAt()
          .filter(at -> started == null || at.isBefore(started))
          .ifPresent(at -> started = at);
      if (cell.status().isFinal() && cell.result().isPresent()) {
        StepResult result = cell.result().get();
        baked += cell.status() == StepStatus.SUCCEEDED && result.baked() ? 1 : 0;
        if (finished == null || result.finishedAt().isAfter(finished)) {
          finished = result.finishedAt();
        }
      }
    }

    private int count(StepStatus status) {
      return counts.getOrDefault(status, 0);
    }

    PhaseView view() {
      int running = count(StepStatus.ASSIGNED) + count(StepStatus.RUNNING);
      int waiting = count(StepStatus.WAITING);
      return new PhaseView(
          module,
          phase,
          total,
          waiting,
          running,
          count(StepStatus.SUCCEEDED),
          baked,
          count(StepStatus.FAILED),
          count(StepStatus.UNKNOWN),
          count(StepStatus.SKIPPED),
          count(StepStatus.CANCELLED),
          started,
          waiting + running + count(StepStatus.UNKNOWN) == 0 ? finished : null);
    }
  }
}
