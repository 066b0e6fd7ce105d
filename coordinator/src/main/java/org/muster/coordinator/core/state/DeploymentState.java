package org.muster.coordinator.core.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.muster.coordinator.core.event.BarrierId;
import org.muster.coordinator.core.event.DeploymentKind;
import org.muster.coordinator.core.event.DeploymentOutcome;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.module.PlannedModule;
import org.muster.coordinator.core.plan.Blueprint;
import org.muster.coordinator.core.plan.Plan;
import org.muster.coordinator.core.plan.StepTemplate;
import org.muster.protocol.BarrierRequest;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.Member;
import org.muster.protocol.ModuleName;
import org.muster.protocol.NodeId;
import org.muster.protocol.Phase;
import org.muster.protocol.Role;

/** One deployment: its steps, barriers and values. Changed by {@link ClusterState} only. */
public final class DeploymentState {
  private final Event.DeploymentStarted start;
  private final Plan plan;
  private final Instant startedAt;
  private final Map<NodeId, StepCell[]> cells = new LinkedHashMap<>();
  private final Map<NodeId, Role> roles = new LinkedHashMap<>();
  private final StepTally tally;
  private final Map<BarrierId, BarrierState> barriers = new LinkedHashMap<>();
  private final Map<String, String> values = new TreeMap<>();
  private final Map<ModuleName, Map<String, String>> artifacts = new HashMap<>();
  private final Map<ModuleName, Integer> artifactsNeeded;
  private final Map<ModuleName, String> failedArtifacts = new LinkedHashMap<>();
  private List<Member> members = List.of();
  private boolean isFrozen;
  private int revision;
  private String cancelReason = "";
  private List<String> blockedBy = List.of();
  private DeploymentOutcome outcome;
  private String reason = "";
  private Instant finishedAt;

  DeploymentState(Event.DeploymentStarted start, Plan plan, Map<NodeId, Role> nodes, Instant at) {
    this.start = start;
    this.plan = plan;
    this.startedAt = at;
    this.tally = new StepTally(plan.templates().size());
    this.artifactsNeeded =
        start.kind() == DeploymentKind.COMMAND
            ? Map.of()
            : start.blueprint().modules().stream()
                .collect(Collectors.toMap(PlannedModule::name, m -> m.artifacts().size()));
    nodes.forEach((node, role) -> addNode(node, role, at));
  }

  private DeploymentState(ClusterImage.Deployment image, Event.DeploymentStarted start, Plan plan) {
    this(start, plan, Map.of(), image.start().at());
    for (ClusterImage.Row row : image.rows()) {
      StepCell[] restored = new StepCell[plan.templates().size()];
      for (ClusterImage.Cell cell : row.cells()) {
        restored[cell.template()] = StepCell.of(cell, row.node(), plan.template(cell.template()));
        tally.add(restored[cell.template()]);
      }
      cells.put(row.node(), restored);
      roles.put(row.node(), row.role());
    }
    image.barriers().forEach(barrier -> barriers.put(barrier.id(), BarrierState.of(barrier)));
    values.putAll(image.values());
    image.artifacts().forEach((module, trees) -> artifacts.put(module, new TreeMap<>(trees)));
    failedArtifacts.putAll(image.failedArtifacts());
    members = List.copyOf(image.membership().members());
    isFrozen = image.membership().isFrozen();
    revision = image.membership().revision();
    cancelReason = image.cancelReason();
    blockedBy = List.copyOf(image.blockedBy());
    if (image.end() != null) {
      outcome = image.end().outcome();
      reason = image.end().reason();
      finishedAt = image.end().at();
    }
  }

  static DeploymentState of(ClusterImage.Deployment image, Blueprint blueprint) {
    ClusterImage.Start start = image.start();
    Event.DeploymentStarted event =
        new Event.DeploymentStarted(
            start.deployment(),
            start.kind(),
            blueprint,
            start.nodes(),
            start.command(),
            start.timeoutSeconds(),
            start.isForced(),
            start.idempotencyKey(),
            start.joining(),
            start.leaving());
    return new DeploymentState(image, event, DeploymentAppliers.plan(event));
  }

  /**
   * The image of this deployment.
   *
   * @param blueprint the place of its blueprint among all
   */
  ClusterImage.Deployment image(int blueprint) {
    List<ClusterImage.Row> rows = new ArrayList<>(cells.size());
    for (NodeId node : cells.keySet()) {
      List<ClusterImage.Cell> row = cellsOf(node).stream().map(StepCell::image).toList();
      rows.add(new ClusterImage.Row(node, roles.get(node), row));
    }
    SortedMap<ModuleName, Map<String, String>> trees = new TreeMap<>();
    artifacts.forEach((module, byName) -> trees.put(module, new TreeMap<>(byName)));
    return new ClusterImage.Deployment(
        startImage(blueprint),
        rows,
        barriers.values().stream().map(BarrierState::image).toList(),
        new TreeMap<>(values),
        trees,
        new TreeMap<>(failedArtifacts),
        new ClusterImage.Membership(members, isFrozen, revision),
        cancelReason,
        blockedBy,
        isOver() ? new ClusterImage.End(outcome, reason, finishedAt) : null);
  }

  private ClusterImage.Start startImage(int blueprint) {
    return new ClusterImage.Start(
        start.deployment(),
        start.kind(),
        blueprint,
        start.nodes(),
        start.command(),
        start.timeoutSeconds(),
        start.isForced(),
        start.idempotencyKey(),
        start.joining(),
        start.leaving(),
        startedAt);
  }

  private void addNode(NodeId node, Role role, Instant at) {
    StepCell[] row = new StepCell[plan.templates().size()];
    boolean isOld = start.kind() == DeploymentKind.JOIN && !start.joining().contains(node);
    for (int id : plan.of(role)) {
      if (start.kind() == DeploymentKind.JOIN
          && isOld != (plan.template(id).phase() == Phase.JOIN)) {
        continue; // on nodes that are there already, nothing is done but to take the new ones in
      }
      row[id] = new StepCell(node, plan.template(id), at);
      tally.add(row[id]);
    }
    cells.put(node, row);
    roles.put(node, role);
  }

  public DeploymentId id() {
    return start.deployment();
  }

  public Event.DeploymentStarted start() {
    return start;
  }

  public Plan plan() {
    return plan;
  }

  public Instant startedAt() {
    return startedAt;
  }

  public Optional<Instant> finishedAt() {
    return Optional.ofNullable(finishedAt);
  }

  public Optional<DeploymentOutcome> outcome() {
    return Optional.ofNullable(outcome);
  }

  public String reason() {
    return reason;
  }

  public boolean isOver() {
    return outcome != null;
  }

  public boolean isCancelling() {
    return !cancelReason.isEmpty();
  }

  public String cancelReason() {
    return cancelReason;
  }

  /** Who alone holds it; empty while anything else goes on. */
  public List<String> blockedBy() {
    return blockedBy;
  }

  public boolean isFrozen() {
    return isFrozen;
  }

  public List<Member> members() {
    return members;
  }

  /** Whether the membership is not decided on without this node. */
  public boolean needsToFreeze(NodeId node) {
    return switch (start.kind()) {
      case LAUNCH, DEPLOY, REAPPLY, COMMAND -> true;
      case JOIN -> start.joining().contains(node);
      case LEAVE -> roleOf(node) == Role.MASTER; // who drains the others
    };
  }

  /** Counts what changed in the briefing of its nodes. */
  public int revision() {
    return revision;
  }

  public StepTally tally() {
    return tally;
  }

  public Collection<NodeId> nodes() {
    return Collections.unmodifiableSet(cells.keySet());
  }

  public Role roleOf(NodeId node) {
    return roles.get(node);
  }

  public boolean has(NodeId node) {
    return cells.containsKey(node);
  }

  /** The steps of a node, in plan order; empty for a node that has none. */
  public List<StepCell> cellsOf(NodeId node) {
    StepCell[] row = cells.get(node);
    if (row == null) {
      return List.of();
    }
    List<StepCell> found = new ArrayList<>(row.length);
    for (StepCell cell : row) {
      if (cell != null) {
        found.add(cell);
      }
    }
    return found;
  }

  /** All steps, node by node. */
  public List<StepCell> cells() {
    List<StepCell> all = new ArrayList<>();
    cells.keySet().forEach(node -> all.addAll(cellsOf(node)));
    return all;
  }

  public StepCell cell(NodeId node, int template) {
    return cells.get(node)[template];
  }

  public Optional<StepCell> cell(NodeId node, ModuleName module, Phase phase) {
    for (StepCell cell : cellsOf(node)) {
      StepTemplate template = cell.template();
      if (template.phase() == phase && template.module().equals(module)) {
        return Optional.of(cell);
      }
    }
    return Optional.empty();
  }

  public Collection<BarrierState> barriers() {
    return Collections.unmodifiableCollection(barriers.values());
  }

  public Optional<BarrierState> barrier(BarrierId id) {
    return Optional.ofNullable(barriers.get(id));
  }

  public Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** Trees of the module's artifacts that are at hand, by name. */
  public Map<String, String> artifactsOf(ModuleName module) {
    return Collections.unmodifiableMap(artifacts.getOrDefault(module, Map.of()));
  }

  /** Why an artifact of the module cannot be had; empty when it can. */
  public String artifactFailure(ModuleName module) {
    return failedArtifacts.getOrDefault(module, "");
  }

  public boolean hasArtifacts(ModuleName module) {
    return artifacts.getOrDefault(module, Map.of()).size()
        == artifactsNeeded.getOrDefault(module, 0);
  }

  /** The barrier that a step arrives at: a new one when the old one broke for its last attempt. */
  BarrierState barrierFor(BarrierId id, BarrierRequest request, NodeId node, Instant at) {
    BarrierState known = barriers.get(id);
    if (known == null || known.hasTurnedAway(node)) {
      known = new BarrierState(id, request, at);
      barriers.put(id, known);
    }
    return known;
  }

  void share(String key, String value) {
    values.put(key, value);
  }

  void artifactReady(ModuleName module, String artifact, String tree) {
    artifacts.computeIfAbsent(module, unknown -> new TreeMap<>()).put(artifact, tree);
    revision++;
  }

  void artifactFailed(ModuleName module, String why) {
    failedArtifacts.put(module, why);
  }

  void freeze(List<Member> frozen, List<NodeId> excused) {
    members = List.copyOf(frozen);
    isFrozen = true;
    revision++;
    excused.forEach(this::excuse);
  }

  /** It has no part in this any more, whatever it did so far. */
  void excuse(NodeId node) {
    if (has(node)) {
      barriers.values().forEach(barrier -> barrier.withdraw(node, roleOf(node)));
      cellsOf(node).forEach(tally::remove);
      cells.remove(node);
      roles.remove(node);
    }
  }

  /** What was shared before, for those that come later. */
  void inherit(DeploymentState earlier) {
    values.putAll(earlier.values);
  }

  void cancel(String why) {
    cancelReason = why;
  }

  void block(List<String> by) {
    blockedBy = List.copyOf(by);
  }

  void end(DeploymentOutcome how, String why, Instant at) {
    outcome = how;
    reason = why;
    finishedAt = at;
    blockedBy = List.of();
  }

  void resume(Instant at) {
    outcome = null;
    reason = "";
    cancelReason = "";
    finishedAt = null;
    failedArtifacts.clear();
    barriers.values().removeIf(barrier -> !barrier.isReleased());
    for (StepCell cell : cells()) {
      StepStatus status = cell.status();
      if (status.isFinal() && status != StepStatus.SUCCEEDED) {
        tally.change(cell, () -> cell.reset(at));
      }
    }
  }
}
