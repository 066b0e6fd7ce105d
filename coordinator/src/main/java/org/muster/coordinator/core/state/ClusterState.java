package org.muster.coordinator.core.state;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.plan.Blueprint;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.protocol.ClusterName;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.InstanceNotice;
import org.muster.protocol.LaunchId;
import org.muster.protocol.NodeId;

/**
 * The state of one cluster: the fold of its events, and of nothing else. Owned by one thread. The
 * same events always give the same state.
 */
public final class ClusterState {
  private static final int ALARMS_KEPT = 20;

  private final ClusterName name;
  private final Map<Class<? extends Event>, BiConsumer<Event, Instant>> appliers = new HashMap<>();
  private final Changes changes = new Changes();
  private final Map<LaunchId, LaunchState> launches = new LinkedHashMap<>();
  private final Map<NodeId, NodeState> nodes = new LinkedHashMap<>();
  private final Map<DeploymentId, DeploymentState> deployments = new LinkedHashMap<>();
  private final Map<DeploymentId, DeploymentState> unsettled = new LinkedHashMap<>();
  private final SortedMap<Integer, NodeState> noticed = new TreeMap<>();
  private final Map<NodeStatus, Integer> nodeCounts = new EnumMap<>(NodeStatus.class);
  private final Deque<String> alarms = new ArrayDeque<>();
  private final Map<String, DeploymentId> idempotencyKeys = new HashMap<>();
  private ClusterLife life = ClusterLife.ABSENT;
  private ClusterSpec spec;
  private long incarnation;
  private int launchCount;
  private int deploymentCount;
  private Instant createdAt = Instant.EPOCH;
  private Instant since = Instant.EPOCH;
  private String providerFailure = "";

  public ClusterState(ClusterName name) {
    this.name = name;
    new LifeAppliers(this).register();
    new DeploymentAppliers(this).register();
    new StepAppliers(this).register();
  }

  /** The state that an image was made of. Everything in it is to be looked at anew. */
  public static ClusterState of(ClusterImage image) {
    ClusterState state = new ClusterState(image.name());
    state.life = image.life();
    state.spec = image.spec();
    state.incarnation = image.incarnation();
    state.createdAt = image.createdAt();
    state.since = image.since();
    state.providerFailure = image.providerFailure();
    image.launches().forEach(launch -> state.add(LaunchState.of(launch)));
    image.nodes().forEach(node -> state.add(NodeState.of(node)));
    for (ClusterImage.Deployment each : image.deployments()) {
      Blueprint blueprint = image.blueprints().get(each.start().blueprint());
      DeploymentState deployment = DeploymentState.of(each, blueprint);
      state.deployments.put(deployment.id(), deployment);
    }
    image.unsettled().forEach(id -> state.unsettled.put(id, state.deployments.get(id)));
    state.alarms.addAll(image.alarms());
    state.idempotencyKeys.putAll(image.idempotencyKeys());
    state.launchCount = image.launchCount();
    state.deploymentCount = image.deploymentCount();
    state.markAll();
    return state;
  }

  private void markAll() {
    nodes.keySet().forEach(changes::mark);
    for (DeploymentState deployment : unsettled.values()) {
      changes.mark(deployment.id());
      deployment.barriers().forEach(barrier -> changes.mark(deployment.id(), barrier.id()));
    }
  }

  /** All that this state holds, to go on from. */
  public ClusterImage image() {
    Map<Blueprint, Integer> places = new LinkedHashMap<>();
    List<ClusterImage.Deployment> all = new ArrayList<>(deployments.size());
    for (DeploymentState deployment : deployments.values()) {
      Blueprint blueprint = deployment.start().blueprint();
      Integer known = places.putIfAbsent(blueprint, places.size());
      all.add(deployment.image(known == null ? places.size() - 1 : known));
    }
    return new ClusterImage(
        name,
        life,
        spec,
        incarnation,
        launchCount,
        deploymentCount,
        createdAt,
        since,
        providerFailure,
        launches.values().stream().map(LaunchState::image).toList(),
        nodes.values().stream().map(NodeState::image).toList(),
        List.copyOf(places.keySet()),
        all,
        List.copyOf(unsettled.keySet()),
        alarms(),
        new TreeMap<>(idempotencyKeys));
  }

  <E extends Event> void on(Class<E> type, BiConsumer<E, Instant> applier) {
    appliers.put(type, (event, at) -> applier.accept(type.cast(event), at));
  }

  Set<Class<? extends Event>> applied() {
    return appliers.keySet();
  }

  /** Folds one event in. Only the journal's order of events is a valid order. */
  public void apply(Event event, Instant at) {
    appliers.get(event.getClass()).accept(event, at);
  }

  public ClusterName name() {
    return name;
  }

  public Changes changes() {
    return changes;
  }

  public ClusterLife life() {
    return life;
  }

  /** Whether there is a cluster that a user may speak of. */
  public boolean isPresent() {
    return life != ClusterLife.ABSENT;
  }

  /** Of the present life, or of the last one; null before the first. */
  public ClusterSpec spec() {
    return spec;
  }

  public long incarnation() {
    return incarnation;
  }

  public Instant createdAt() {
    return createdAt;
  }

  /** When the life of the cluster last changed. */
  public Instant since() {
    return since;
  }

  /** Why the last provider call failed; empty once one has succeeded. */
  public String providerFailure() {
    return providerFailure;
  }

  public Collection<LaunchState> launches() {
    return Collections.unmodifiableCollection(launches.values());
  }

  public Optional<LaunchState> launch(LaunchId id) {
    return Optional.ofNullable(launches.get(id));
  }

  /** In the order of their index. */
  public Collection<NodeState> nodes() {
    return Collections.unmodifiableCollection(nodes.values());
  }

  public Optional<NodeState> node(NodeId id) {
    return Optional.ofNullable(nodes.get(id));
  }

  /** Those that count and that their provider has given notice to, in the order of their index. */
  public List<NodeState> noticed() {
    return noticed.values().stream().filter(NodeState::isMeant).toList();
  }

  /** Oldest first; those of earlier lives of the cluster are not among them. */
  public Collection<DeploymentState> deployments() {
    return Collections.unmodifiableCollection(deployments.values());
  }

  public Optional<DeploymentState> deployment(DeploymentId id) {
    return Optional.ofNullable(deployments.get(id));
  }

  /** Those that are not over, oldest first. */
  public List<DeploymentState> running() {
    List<DeploymentState> running = new ArrayList<>(unsettled.size());
    for (DeploymentState deployment : unsettled.values()) {
      if (!deployment.isOver()) {
        running.add(deployment);
      }
    }
    return running;
  }

  /** Those that are not over, or have left something that may still run. */
  public List<DeploymentState> unsettled() {
    return List.copyOf(unsettled.values());
  }

  /** How many nodes are in a status. */
  public int count(NodeStatus status) {
    return nodeCounts.getOrDefault(status, 0);
  }

  /** What an earlier request with the same key was given. */
  public Optional<DeploymentId> answered(String idempotencyKey) {
    return Optional.ofNullable(idempotencyKeys.get(idempotencyKey));
  }

  /** How many there were in all lives of the cluster. */
  public int deploymentCount() {
    return deploymentCount;
  }

  /** How many there were in all lives of the cluster. */
  public int launchCount() {
    return launchCount;
  }

  public List<String> alarms() {
    return List.copyOf(alarms);
  }

  /** Never used before in any life of the cluster. */
  public DeploymentId nextDeployment() {
    return new DeploymentId("d" + (deploymentCount + 1));
  }

  /** Never used before in any life of the cluster. */
  public LaunchId nextLaunch() {
    return new LaunchId("l" + (launchCount + 1));
  }

  void begin(long newIncarnation, ClusterSpec newSpec, Instant at) {
    incarnation = newIncarnation;
    spec = newSpec;
    createdAt = at;
    launches.clear();
    nodes.clear();
    noticed.clear();
    deployments.clear();
    unsettled.clear();
    nodeCounts.clear();
    alarms.clear();
    idempotencyKeys.clear();
    providerFailure = "";
    live(ClusterLife.UP, at);
  }

  /** Deployments up to this number exist somewhere, whether we know of them or not. */
  void skipTo(int deployments) {
    deploymentCount = Math.max(deploymentCount, deployments);
  }

  /** Becomes what it is without a past, but for the counts. */
  void forget(Event.HistoryForgotten event, Instant at) {
    begin(event.incarnation(), null, at);
    createdAt = Instant.EPOCH;
    launchCount = event.launches();
    deploymentCount = event.deployments();
    live(ClusterLife.ABSENT, at);
  }

  void live(ClusterLife next, Instant at) {
    life = next;
    since = at;
  }

  void add(LaunchState launch) {
    launchCount++;
    launches.put(launch.wish().launch(), launch);
  }

  void add(NodeState node) {
    nodes.put(node.id(), node);
    node.notice().ifPresent(notice -> noticed.put(node.wish().index(), node));
    nodeCounts.merge(node.status(), 1, Integer::sum);
  }

  void notice(NodeState node, InstanceNotice notice) {
    node.noticed(notice);
    noticed.put(node.wish().index(), node);
    changes.mark(node.id());
  }

  void change(NodeState node, Runnable change) {
    nodeCounts.merge(node.status(), -1, Integer::sum);
    change.run();
    nodeCounts.merge(node.status(), 1, Integer::sum);
  }

  void add(DeploymentState deployment, String idempotencyKey) {
    deploymentCount++;
    deployments.put(deployment.id(), deployment);
    unsettled.put(deployment.id(), deployment);
    if (!idempotencyKey.isEmpty()) {
      idempotencyKeys.put(idempotencyKey, deployment.id());
    }
  }

  /** Looks whether anything of a deployment can still change. */
  void settle(DeploymentState deployment) {
    if (deployment.isOver() && deployment.tally().open() == 0) {
      unsettled.remove(deployment.id());
    } else if (!unsettled.containsKey(deployment.id())) {
      unsettled.put(deployment.id(), deployment);
    }
  }

  void alarm(String sentence) {
    if (alarms.size() == ALARMS_KEPT) {
      alarms.removeFirst();
    }
    alarms.addLast(sentence);
  }

  void providerFailed(String why) {
    providerFailure = why;
  }
}
