package org.muster.coordinator.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.muster.coordinator.core.view.ClusterView;
import org.muster.coordinator.core.view.DeploymentView;
import org.muster.coordinator.core.view.FailureView;
import org.muster.coordinator.core.view.NodeView;
import org.muster.coordinator.core.view.PhaseView;
import org.muster.coordinator.core.view.ServiceView;
import org.muster.coordinator.core.view.StepView;
import org.muster.coordinator.core.view.WaitView;
import org.muster.protocol.ClusterName;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.InstanceNotice;
import org.muster.protocol.ModuleName;
import org.muster.protocol.NodeId;
import org.muster.protocol.Phase;
import org.muster.protocol.Role;
import org.muster.protocol.StepKey;

/** Views as tests need them. */
public final class Views {
  public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  public static final ClusterName DEMO = new ClusterName("demo");
  public static final DeploymentId D1 = new DeploymentId("d1");

  private Views() {}

  /** One master and two workers, joined, forty seconds after the start. */
  public static ClusterView demo(String state, DeploymentView deployment) {
    return new ClusterView(
        DEMO,
        1,
        state,
        "local",
        17,
        START.plusSeconds(40),
        START,
        List.of("node", "spark"),
        new TreeMap<>(),
        deployment,
        List.of(
            node("master-1", Role.MASTER),
            node("worker-1", Role.WORKER),
            node("worker-2", Role.WORKER)),
        List.of(
            new ServiceView(
                new ModuleName("spark"),
                new NodeId("master-1"),
                "Spark master",
                "http://127.20.0.1:8080")),
        List.of());
  }

  /** With one service, at that address. */
  public static ClusterView offering(ClusterView old, String url) {
    ServiceView service =
        new ServiceView(new ModuleName("spark"), new NodeId("master-1"), "Spark master", url);
    return new ClusterView(
        old.name(),
        old.incarnation(),
        old.state(),
        old.provider(),
        old.seq(),
        old.at(),
        old.createdAt(),
        old.modules(),
        old.variables(),
        old.deployment(),
        old.nodes(),
        List.of(service),
        old.alarms());
  }

  public static ClusterView inState(ClusterView old, String state) {
    return new ClusterView(
        old.name(),
        old.incarnation(),
        state,
        old.provider(),
        old.seq() + 1,
        old.at(),
        old.createdAt(),
        old.modules(),
        old.variables(),
        old.deployment(),
        old.nodes(),
        old.services(),
        old.alarms());
  }

  /** The last node of the cluster was given notice. */
  public static ClusterView noticed(ClusterView old, InstanceNotice notice) {
    List<NodeView> nodes = new ArrayList<>(old.nodes());
    NodeView last = nodes.remove(nodes.size() - 1);
    nodes.add(
        new NodeView(
            last.node(),
            last.role(),
            last.type(),
            last.state(),
            last.since(),
            last.instance(),
            last.address(),
            last.memoryMb(),
            last.cores(),
            last.detail(),
            notice));
    return new ClusterView(
        old.name(),
        old.incarnation(),
        old.state(),
        old.provider(),
        old.seq(),
        old.at(),
        old.createdAt(),
        old.modules(),
        old.variables(),
        old.deployment(),
        nodes,
        old.services(),
        old.alarms());
  }

  public static NodeView node(String name, Role role) {
    return new NodeView(
        new NodeId(name),
        role,
        "small",
        "joined",
        START,
        "local-" + name,
        "127.20.0.1",
        1024,
        1,
        "",
        null);
  }

  public static DeploymentView succeeded() {
    return deployment(
        "launch",
        "succeeded",
        List.of(done("node", Phase.INIT, 3), done("spark", Phase.RUN, 1)),
        List.of(step("master-1", "spark", Phase.RUN, "succeeded")));
  }

  /** With phases and steps, without waits and failures. */
  public static DeploymentView deployment(
      String kind, String state, List<PhaseView> phases, List<StepView> steps) {
    return new DeploymentView(
        D1,
        kind,
        state,
        "",
        START,
        state.equals("running") ? null : START.plusSeconds(41),
        phases,
        List.of(),
        List.of(),
        steps,
        List.of());
  }

  public static DeploymentView waiting(DeploymentView old, WaitView... waits) {
    return with(old, List.of(waits), old.failures());
  }

  public static DeploymentView failing(DeploymentView old, FailureView... failures) {
    return with(old, old.waitingFor(), List.of(failures));
  }

  private static DeploymentView with(
      DeploymentView old, List<WaitView> waits, List<FailureView> failures) {
    return new DeploymentView(
        old.id(),
        old.kind(),
        old.state(),
        old.reason(),
        old.startedAt(),
        old.finishedAt(),
        old.phases(),
        waits,
        failures,
        old.steps(),
        old.criticalPath());
  }

  public static PhaseView done(String module, Phase phase, int nodes) {
    return new PhaseView(
        new ModuleName(module),
        phase,
        nodes,
        0,
        0,
        nodes,
        0,
        0,
        0,
        0,
        0,
        START.plusSeconds(1),
        START.plusSeconds(3));
  }

  public static StepView step(String node, String module, Phase phase, String state) {
    return new StepView(
        new NodeId(node),
        new ModuleName(module),
        phase,
        key(node, module, phase),
        1,
        state,
        false,
        START.plusSeconds(5),
        state.equals("running") ? null : START.plusSeconds(9),
        -1,
        "",
        "");
  }

  public static StepKey key(String node, String module, Phase phase) {
    return new StepKey(DEMO, D1, new NodeId(node), new ModuleName(module), phase, 1);
  }

  /** The same reason on many nodes; the exit code is 3. */
  public static FailureView failure(
      String module, Phase phase, String reason, List<String> nodes, String... tail) {
    List<NodeId> names = new ArrayList<>();
    nodes.forEach(node -> names.add(new NodeId(node)));
    return new FailureView(
        new ModuleName(module),
        phase,
        reason,
        names,
        key(nodes.get(0), module, phase),
        3,
        List.of(tail));
  }
}
