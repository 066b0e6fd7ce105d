package org.muster.coordinator.core.controller;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.plan.ModuleSketch;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.coordinator.core.spec.GroupSpec;
import org.muster.coordinator.core.spec.ProviderSpec;
import org.muster.coordinator.core.spec.Quorum;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.coordinator.core.state.StepCell;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.BarrierRequest;
import org.muster.protocol.ClusterName;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.Facts;
import org.muster.protocol.InstanceNotice;
import org.muster.protocol.LaunchId;
import org.muster.protocol.ModuleName;
import org.muster.protocol.NodeId;
import org.muster.protocol.Phase;
import org.muster.protocol.ProtocolRange;
import org.muster.protocol.Role;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepResult;
import org.muster.protocol.StepSummary;

/** A controller driven by hand. Steps are written {@code module phase node}. */
public final class TestCluster {
  public static final ClusterName NAME = new ClusterName("demo");
  public static final LaunchId L1 = new LaunchId("l1");

  private final Controller controller = new Controller(new ClusterState(NAME));
  private final List<Stamped> journal = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  /** One master and so many workers, all joined, with these modules. */
  public static TestCluster launched(int workers, ModuleSketch... modules) {
    TestCluster cluster = wished(workers, "100%", modules);
    cluster.allJoin();
    return cluster;
  }

  /** A launch that the provider has not answered. */
  public static TestCluster wished(int workers, String ready, ModuleSketch... modules) {
    TestCluster cluster = new TestCluster();
    cluster.launch(workers, ready, "launch-key", modules);
    return cluster;
  }

  public DeploymentId launch(int workers, String ready, String key, ModuleSketch... modules) {
    return launch(spec(workers, ready), key, modules);
  }

  private DeploymentId launch(ClusterSpec spec, String key, ModuleSketch... modules) {
    return kept(controller.launch(tick(), spec, ModuleSketch.blueprint(modules), key));
  }

  /** One master and so many workers with these settings, all joined. */
  public static TestCluster launchedWith(
      Map<String, String> settings, int workers, ModuleSketch... modules) {
    TestCluster cluster = new TestCluster();
    cluster.launch(spec(workers, "100%", settings), "launch-key", modules);
    cluster.allJoin();
    return cluster;
  }

  private void allJoin() {
    providerAnswers();
    state().nodes().stream().map(node -> node.id().value()).toList().forEach(this::join);
  }

  public static ClusterSpec spec(int workers, String ready) {
    return spec(workers, ready, Map.of());
  }

  private static ClusterSpec spec(int workers, String ready, Map<String, String> settings) {
    return new ClusterSpec(
        NAME,
        new ProviderSpec("local", "process", new TreeMap<>()),
        Quorum.parse(ready),
        List.of(
            new GroupSpec(Role.MASTER, 1, "medium", new TreeMap<>()),
            new GroupSpec(Role.WORKER, workers, "small", new TreeMap<>(settings))),
        List.of(),
        Map.of(),
        new TreeMap<>(),
        List.of(),
        "");
  }

  // ---- what there is

  public Controller controller() {
    return controller;
  }

  public ClusterState state() {
    return controller.state();
  }

  public Instant now() {
    return now;
  }

  /** The newest deployment. */
  public DeploymentState deployment() {
    return state().deployments().stream().reduce((a, b) -> b).orElseThrow();
  }

  public NodeState node(String node) {
    return state().node(new NodeId(node)).orElseThrow();
  }

  public StepCell cell(String step) {
    String[] words = step.split(" ");
    return deployment()
        .cell(new NodeId(words[2]), new ModuleName(words[0]), Phase.of(words[1]))
        .orElseThrow(() -> new AssertionError("no step '%s'".formatted(step)));
  }

  public String status(String step) {
    return cell(step).status().label();
  }

  /** The steps that are assigned or running, in the order of nodes. */
  public List<String> active() {
    return deployment().cells().stream()
        .filter(cell -> cell.status().isActive())
        .map(TestCluster::named)
        .toList();
  }

  private static String named(StepCell cell) {
    return "%s %s %s".formatted(cell.template().module(), cell.template().phase(), cell.node());
  }

  public StepKey key(String step) {
    return Keys.current(state(), deployment(), cell(step));
  }

  public List<Stamped> journal() {
    return journal;
  }

  public List<Event> events() {
    return journal.stream().map(Stamped::event).toList();
  }

  public <E extends Event> List<E> events(Class<E> type) {
    return events().stream().filter(type::isInstance).map(type::cast).toList();
  }

  public <E extends Event> E last(Class<E> type) {
    List<E> all = events(type);
    if (all.isEmpty()) {
      throw new AssertionError("no %s happened".formatted(type.getSimpleName()));
    }
    return all.get(all.size() - 1);
  }

  public List<CoordinatorMessage> messages(String node) {
    return new Wanted(state()).messagesFor(new NodeId(node), 1);
  }

  /** The messages of one type for a node. */
  public <M extends CoordinatorMessage> List<M> messages(String node, Class<M> type) {
    return messages(node).stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** The same journal, folded by a coordinator that has just started. */
  public TestCluster recovered() {
    TestCluster other = new TestCluster();
    journal.forEach(stamped -> other.controller.recover(stamped.at(), stamped.event()));
    other.journal.addAll(journal);
    other.now = now;
    return other;
  }

  // ---- what happens

  /** The provider started every node that was wished for. */
  public void providerAnswers() {
    for (Event.LaunchWished wish : new Wanted(state()).launches()) {
      Map<NodeId, String> instances = new TreeMap<>();
      wish.nodes().forEach(node -> instances.put(node.node(), "i-" + node.node()));
      kept(() -> controller.launched(tick(), wish.launch(), instances));
    }
  }

  /** The provider ended every node that was to go. */
  public void providerRemoves() {
    List<NodeId> nodes = new Wanted(state()).removals().stream().map(NodeState::id).toList();
    kept(() -> controller.removed(tick(), nodes));
  }

  public void join(String node) {
    claim(claim(node, "key-" + node));
    hello(node);
  }

  public JoinClaim claim(String node, String key) {
    LaunchId launch = state().node(new NodeId(node)).map(NodeState::launch).orElse(L1);
    return new JoinClaim(launch, "i-" + node, key, facts(node, "boot-1"), true);
  }

  public JoinVerdict claim(JoinClaim claim) {
    return kept(controller.join(tick(), claim));
  }

  /**
   * The node connects; its journal holds what is named, such as {@code running a init worker-1}.
   */
  public void hello(String node, String... held) {
    connects(node, "boot-1", held);
  }

  public void helloAfterReboot(String node, String... held) {
    connects(node, "boot-2", held);
  }

  private void connects(String node, String boot, String... held) {
    List<StepSummary> digest =
        Arrays.stream(held)
            .map(text -> text.split(" ", 2))
            .map(
                words ->
                    new StepSummary(
                        key(words[1]),
                        StepSummary.State.valueOf(words[0].toUpperCase(Locale.ROOT))))
            .toList();
    AgentMessage.Hello hello =
        new AgentMessage.Hello(ProtocolRange.OURS, "1", 1, facts(node, boot), digest);
    kept(() -> controller.hello(tick(), new NodeId(node), hello));
  }

  public static Facts facts(String node, String boot) {
    return new Facts(
        boot, node, "10.0.0." + node.length(), "process", 1024, 1, List.of(), 0, "small", "17", "");
  }

  /** Its provider has given it notice. */
  public void notice(String node, InstanceNotice notice) {
    kept(() -> controller.noticed(tick(), state().incarnation(), new NodeId(node), notice));
  }

  public void lose(String node) {
    kept(() -> controller.lost(tick(), new NodeId(node), "silent"));
  }

  public void start(String... steps) {
    for (String step : steps) {
      kept(() -> controller.started(tick(), new AgentMessage.StepStarted(key(step), now)));
    }
  }

  public void succeed(String... steps) {
    for (String step : steps) {
      end(key(step), StepOutcome.SUCCEEDED, "");
    }
  }

  public void fail(String step, String reason) {
    end(key(step), StepOutcome.FAILED, reason);
  }

  public void end(StepKey step, StepOutcome outcome, String reason) {
    int exit = outcome == StepOutcome.SUCCEEDED ? 0 : 1;
    StepResult result =
        new StepResult(outcome, exit, reason, false, now, now, 10, List.of("the last line"));
    kept(() -> controller.finished(tick(), new AgentMessage.StepFinished(step, result)));
  }

  /** Whatever runs succeeds, until nothing runs. */
  public void succeedAll() {
    while (!active().isEmpty()) {
      succeed(active().get(0));
    }
  }

  public void arrive(String step, BarrierRequest barrier) {
    arrive(step, "r1", barrier);
  }

  public void arrive(String step, String request, BarrierRequest barrier) {
    kept(
        () ->
            controller.arrived(
                tick(), new AgentMessage.BarrierArrived(key(step), request, barrier)));
  }

  public void share(String step, String key, String value) {
    kept(() -> controller.shared(tick(), new AgentMessage.ShareValue(key(step), "r1", key, value)));
  }

  public void artifactReady(String module, String artifact) {
    kept(
        () ->
            controller.artifactReady(
                tick(),
                deployment().id(),
                new ModuleName(module),
                new ArtifactAnswer(artifact, "tree-" + artifact, 10)));
  }

  public void artifactFails(String module, String artifact, String reason) {
    kept(
        () ->
            controller.artifactFailed(
                tick(), deployment().id(), new ModuleName(module), artifact, reason));
  }

  public DeploymentId cancel() {
    return kept(controller.cancel(tick(), "", "by the user"));
  }

  public DeploymentId resume() {
    return kept(controller.resume(tick()));
  }

  public void user(Consumer request) {
    kept(() -> request.ask(controller, tick()));
  }

  /** A request of a user. */
  public interface Consumer {
    void ask(Controller controller, Instant at);
  }

  /** Time passes, and everything that depends on it is looked at. */
  public void passes(Duration duration) {
    now = now.plus(duration);
    kept(() -> controller.tick(now));
  }

  private Instant tick() {
    now = now.plusMillis(1);
    return now;
  }

  private void kept(Runnable input) {
    input.run();
    journal.addAll(controller.take());
  }

  private <R> R kept(R answer) {
    journal.addAll(controller.take());
    return answer;
  }
}
