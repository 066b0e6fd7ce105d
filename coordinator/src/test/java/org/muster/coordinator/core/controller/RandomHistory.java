package org.muster.coordinator.core.controller;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.muster.coordinator.core.event.DeploymentOutcome;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.plan.Blueprint;
import org.muster.coordinator.core.plan.ModuleSketch;
import org.muster.coordinator.core.spec.CommandRequest;
import org.muster.coordinator.core.spec.ScaleRequest;
import org.muster.coordinator.core.state.ClusterLife;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.LaunchState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.coordinator.core.state.NodeStatus;
import org.muster.coordinator.core.state.StepCell;
import org.muster.error.MusterException;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.BarrierRequest;
import org.muster.protocol.InstanceNotice;
import org.muster.protocol.NodeId;
import org.muster.protocol.Phase;
import org.muster.protocol.ProtocolRange;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepResult;
import org.muster.protocol.StepSummary;

/** What may happen to a cluster, drawn from a seed: the same seed gives the same events. */
public final class RandomHistory {
  private static final List<StepOutcome> OUTCOMES = List.of(StepOutcome.values());

  private final Random random;
  private final Controller controller = new Controller(new ClusterState(TestCluster.NAME));
  private final List<Stamped> journal = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private int keys;

  private RandomHistory(long seed) {
    random = new Random(seed * 0x9E3779B97F4A7C15L); // neighbours draw alike
  }

  /** At least so many events, from the launch of the first life of a cluster on. */
  public static List<Stamped> of(long seed, int events) {
    RandomHistory history = new RandomHistory(seed);
    for (int idle = 0; history.journal.size() < events && idle < 10_000; idle++) {
      history.next();
    }
    return history.journal;
  }

  private void next() {
    now = now.plusMillis(1 + random.nextInt(3_000));
    try {
      if (!controller.state().isPresent()) {
        launch();
      } else if (random.nextInt(4) == 0) {
        somethingOfTheCluster();
      } else {
        somethingOfANode();
      }
    } catch (MusterException e) {
      // A request at the wrong time: refused, and nothing has happened.
    }
    journal.addAll(controller.take());
  }

  private void launch() {
    String ready = random.nextBoolean() ? "100%" : "50%";
    controller.launch(now, TestCluster.spec(1 + random.nextInt(3), ready), blueprint(), key());
  }

  private Blueprint blueprint() {
    ModuleSketch base =
        ModuleSketch.module("base", Phase.INIT, Phase.SETUP)
            .retries(Phase.SETUP, random.nextInt(3));
    ModuleSketch service =
        ModuleSketch.module("service", Phase.SETUP, Phase.TEST, Phase.RUN, Phase.JOIN, Phase.LEAVE)
            .requires("base");
    return random.nextBoolean()
        ? ModuleSketch.blueprint(base, service.artifact("dist"))
        : ModuleSketch.blueprint(base, service);
  }

  private String key() {
    keys++;
    return random.nextBoolean() ? "" : "key-" + keys;
  }

  private void somethingOfTheCluster() {
    ClusterState state = controller.state();
    switch (random.nextInt(16)) {
      case 0 -> controller.cancel(now, "", "by the user");
      case 1 -> controller.resume(now);
      case 2 -> controller.run(now, new CommandRequest(List.of("date"), "", "", 0, ""), key());
      case 3 -> controller.deploy(now, blueprint(), random.nextBoolean(), key());
      case 4 -> controller.stop(now);
      case 5 -> controller.start(now);
      case 6 -> destroySometimes();
      case 7 -> controller.providerFailed(now, "launch", "no capacity");
      case 8 -> controller.claimed(now, "writer-" + random.nextInt(3));
      case 9 -> controller.adopted(now, "writer", 7, state.deploymentCount() + random.nextInt(2));
      case 10 -> controller.scale(now, scale(), key());
      case 11 -> controller.replace(now, "worker-" + (1 + random.nextInt(5)), key());
      default -> theProviderAnswers(state);
    }
  }

  private ScaleRequest scale() {
    return random.nextBoolean()
        ? new ScaleRequest(random.nextInt(4), 0, List.of())
        : new ScaleRequest(null, 0, List.of("worker-" + (1 + random.nextInt(5))));
  }

  private void destroySometimes() {
    if (random.nextInt(4) == 0) {
      controller.destroy(now);
    }
  }

  private void theProviderAnswers(ClusterState state) {
    for (LaunchState launch : state.launches()) {
      if (!launch.isAnswered()) {
        Map<NodeId, String> instances = new TreeMap<>();
        launch.wish().nodes().forEach(n -> instances.put(n.node(), "i-" + n.node()));
        controller.launched(now, launch.wish().launch(), instances);
      }
    }
    controller.removed(now, new Wanted(state).removals().stream().map(NodeState::id).toList());
    if (state.life() == ClusterLife.STOPPING) {
      controller.stopped(now);
    } else if (state.life() == ClusterLife.STARTING) {
      controller.startedAll(now);
    } else if (state.life() == ClusterLife.DESTROYING) {
      controller.destroyed(now);
    }
    artifact(state);
    controller.tick(now);
  }

  private void artifact(ClusterState state) {
    for (Wanted.WantedArtifact wanted : new Wanted(state).artifacts()) {
      String name = wanted.artifact().name();
      if (random.nextInt(4) == 0) {
        controller.artifactFailed(now, wanted.deployment(), wanted.module(), name, "404");
      } else {
        ArtifactAnswer answer = new ArtifactAnswer(name, "tree-" + name, 10);
        controller.artifactReady(now, wanted.deployment(), wanted.module(), answer);
      }
    }
  }

  private void somethingOfANode() {
    List<NodeState> nodes = List.copyOf(controller.state().nodes());
    NodeState node = nodes.get(random.nextInt(nodes.size()));
    if (node.status() == NodeStatus.LAUNCHED) {
      join(node);
    } else if (!node.isJoined()) {
      hello(node);
    } else if (random.nextInt(40) == 0) {
      notice(node);
    } else if (random.nextInt(20) == 0) {
      controller.lost(now, node.id(), "silent");
    } else if (random.nextInt(20) == 0) {
      hello(node);
    } else {
      somethingOfAStep(node);
    }
  }

  private void notice(NodeState node) {
    Instant time = now.plusSeconds(random.nextInt(300));
    controller.noticed(
        now,
        controller.state().incarnation(),
        node.id(),
        random.nextBoolean()
            ? InstanceNotice.interruption("terminate", time)
            : InstanceNotice.rebalance(time));
  }

  private void join(NodeState node) {
    String key = "key-" + node.id() + controller.state().incarnation();
    controller.join(
        now,
        new JoinClaim(
            node.launch(),
            node.instance(),
            key,
            TestCluster.facts(node.id().value(), "boot-1"),
            random.nextInt(4) > 0));
    hello(node);
  }

  private void hello(NodeState node) {
    List<StepSummary> held = new ArrayList<>();
    for (StepCell cell : cells(node)) {
      if (cell.isStarted() && random.nextInt(5) > 0) {
        held.add(new StepSummary(key(cell), StepSummary.State.RUNNING));
      }
    }
    String boot = "boot-" + (1 + random.nextInt(2));
    controller.hello(
        now,
        node.id(),
        new AgentMessage.Hello(
            ProtocolRange.OURS, "1", 1, TestCluster.facts(node.id().value(), boot), held));
  }

  private void somethingOfAStep(NodeState node) {
    List<StepCell> active = cells(node).stream().filter(cell -> cell.status().isActive()).toList();
    if (active.isEmpty()) {
      controller.tick(now);
      return;
    }
    StepKey step = key(active.get(random.nextInt(active.size())));
    switch (random.nextInt(8)) {
      case 0, 1 -> controller.started(now, new AgentMessage.StepStarted(step, now));
      case 2 ->
          controller.arrived(now, new AgentMessage.BarrierArrived(step, request(), barrier()));
      case 3 ->
          controller.shared(now, new AgentMessage.ShareValue(step, request(), "k", "v" + keys));
      case 4 -> end(step, OUTCOMES.get(random.nextInt(OUTCOMES.size())));
      default -> end(step, StepOutcome.SUCCEEDED);
    }
  }

  private String request() {
    return "r" + random.nextInt(3);
  }

  private BarrierRequest barrier() {
    String members = random.nextBoolean() ? "all" : "worker";
    return new BarrierRequest("b" + random.nextInt(2), members, "100%", random.nextInt(2) * 60L);
  }

  private void end(StepKey step, StepOutcome outcome) {
    int exit = outcome == StepOutcome.SUCCEEDED ? 0 : 1;
    StepResult result =
        new StepResult(outcome, exit, "reason", false, now, now, 10, List.of("last line"));
    controller.finished(now, new AgentMessage.StepFinished(step, result));
  }

  private List<StepCell> cells(NodeState node) {
    return running().map(deployment -> deployment.cellsOf(node.id())).orElse(List.of());
  }

  private StepKey key(StepCell cell) {
    return Keys.current(controller.state(), running().orElseThrow(), cell);
  }

  private Optional<DeploymentState> running() {
    List<DeploymentState> all = controller.state().running();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** Whether a deployment of the history ended in this way: a test that draws must know that. */
  public static boolean hasEnded(List<Stamped> history, DeploymentOutcome outcome) {
    return history.stream()
        .map(Stamped::event)
        .anyMatch(
            event -> event instanceof Event.DeploymentEnded ended && ended.outcome() == outcome);
  }
}
