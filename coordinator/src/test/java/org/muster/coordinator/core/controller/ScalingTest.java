package org.muster.coordinator.core.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.muster.coordinator.core.plan.ModuleSketch.module;
import static org.muster.protocol.Phase.INIT;
import static org.muster.protocol.Phase.JOIN;
import static org.muster.protocol.Phase.LEAVE;
import static org.muster.protocol.Phase.RUN;
import static org.muster.protocol.Phase.SETUP;
import static org.muster.protocol.Phase.TEST;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.core.event.DeploymentKind;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.plan.ModuleSketch;
import org.muster.coordinator.core.spec.ScaleRequest;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.coordinator.core.state.NodeStatus;
import org.muster.coordinator.core.state.StepCell;
import org.muster.error.MusterException;
import org.muster.protocol.BarrierRequest;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.LaunchId;
import org.muster.protocol.NodeId;
import org.muster.protocol.Role;

/** Nodes come and go: who does what, and in which order. */
final class ScalingTest {
  private static final ModuleSketch BASE =
      module("base", INIT, SETUP, TEST, RUN, JOIN, LEAVE).on(TEST, Role.MASTER);
  private static final ModuleSketch APP = module("app", SETUP, TEST, JOIN, LEAVE).requires("base");

  private TestCluster cluster;

  @BeforeEach
  void aClusterThatStands() {
    cluster = TestCluster.launched(1, BASE, APP);
    cluster.succeedAll();
    assertThat(outcome()).isEqualTo("succeeded");
  }

  @Test
  void newNodesRunEverythingAndOldOnesOnlyTakeThemIn() {
    add(2);
    comes("worker-2");
    comes("worker-3");
    cluster.succeedAll();

    assertThat(outcome()).isEqualTo("succeeded");
    assertThat(stepsOf("master-1")).containsExactly("base join", "app join");
    assertThat(stepsOf("worker-1")).containsExactly("base join", "app join");
    assertThat(stepsOf("worker-2"))
        .containsExactlyInAnyOrder("base init", "base setup", "app setup", "app test", "base run");
    assertThat(stepsOf("worker-3")).isEqualTo(stepsOf("worker-2"));
  }

  @Test
  void theyAreTakenInOnceTheyAreSetUpAndBeforeTheyAreTested() {
    add(1);
    comes("worker-2");
    cluster.succeed("base init worker-2");
    assertThat(cluster.active()).containsExactly("base setup worker-2");
    cluster.succeed("base setup worker-2");
    assertThat(cluster.active())
        .containsExactlyInAnyOrder(
            "base join master-1", "base join worker-1", "app setup worker-2");
    cluster.succeed("app setup worker-2", "base join master-1", "base join worker-1");
    assertThat(cluster.active()).containsExactly("app join master-1", "app join worker-1");
    cluster.succeed("app join master-1", "app join worker-1");
    assertThat(cluster.active()).containsExactly("app test worker-2");
  }

  @Test
  void everybodyIsToldWhoJoins() {
    add(1);
    comes("worker-2");
    CoordinatorMessage.Briefing briefing = Briefings.of(cluster.deployment(), Map.of());
    assertThat(briefing.joining()).extracting(NodeId::value).containsExactly("worker-2");
    assertThat(briefing.members()).hasSize(3);
  }

  @Test
  void namesAndNumbersAreNeverUsedAgain() {
    remove("worker-1");
    cluster.succeedAll();
    cluster.providerRemoves();
    add(1);
    assertThat(cluster.node("worker-2").wish().index()).isEqualTo(2);
  }

  @Test
  void allNodesLetGoAndWhoUsesAModuleDoesSoFirst() {
    remove("worker-1");
    assertThat(cluster.deployment().start().kind()).isEqualTo(DeploymentKind.LEAVE);
    assertThat(Briefings.of(cluster.deployment(), Map.of()).staying())
        .extracting(member -> member.node().value())
        .containsExactly("master-1");
    assertThat(cluster.active()).containsExactly("app leave master-1", "app leave worker-1");
    cluster.succeed("app leave master-1");
    assertThat(cluster.active()).contains("base leave master-1");
    cluster.succeedAll();

    assertThat(outcome()).isEqualTo("succeeded");
    assertThat(cluster.node("worker-1").status()).isEqualTo(NodeStatus.REMOVING);
    assertThat(new Wanted(cluster.state()).removals())
        .extracting(NodeState::instance)
        .containsExactly("i-worker-1");
    cluster.providerRemoves();
    assertThat(cluster.node("worker-1").status()).isEqualTo(NodeStatus.GONE);
  }

  @Test
  void aDrainThatFailsKeepsItsNodesUntilItIsResumed() {
    remove("worker-1");
    cluster.fail("app leave worker-1", "3 blocks are only here");
    cluster.succeedAll();
    assertThat(outcome()).isEqualTo("failed");
    assertThat(cluster.node("worker-1").status()).isEqualTo(NodeStatus.JOINED);
    cluster.resume();
    cluster.succeedAll();
    assertThat(cluster.node("worker-1").status()).isEqualTo(NodeStatus.REMOVING);
  }

  @Test
  void theNewestGoFirst() {
    add(2);
    comes("worker-2");
    comes("worker-3");
    cluster.succeedAll();
    cluster.user((mind, at) -> mind.scale(at, new ScaleRequest(2, 0, List.of()), ""));
    assertThat(cluster.deployment().start().leaving())
        .extracting(NodeId::value)
        .containsExactly("worker-3");
  }

  @Test
  void whatIsGoneCannotComeBackByItself() {
    remove("worker-1");
    cluster.succeedAll();
    cluster.hello("worker-1");
    assertThat(cluster.node("worker-1").status()).isEqualTo(NodeStatus.REMOVING);
    cluster.providerRemoves();
    assertThat(cluster.claim(cluster.claim("worker-1", "key-worker-1")))
        .isInstanceOf(JoinVerdict.Refused.class);
  }

  @Test
  void refusalsSayWhy() {
    refused(new ScaleRequest(null, 0, List.of("master-1")), "master-1 cannot be taken out");
    refused(new ScaleRequest(null, 0, List.of("worker-9")), "has no node 'worker-9'");
    refused(new ScaleRequest(1, 0, List.of()), "has 1 workers already");
    refused(new ScaleRequest(1, 1, List.of()), "say one of");
    refused(new ScaleRequest(null, -1, List.of()), "-1 workers are not possible");
    add(1);
    refused(new ScaleRequest(null, 1, List.of()), "still running");
  }

  @Test
  void aLostNodeIsReplacedByANewOneAndThenLetGo() {
    cluster.lose("worker-1");
    replace("worker-1");
    comes("worker-2");
    cluster.succeedAll(); // both deployments
    assertThat(cluster.deployment().start().kind()).isEqualTo(DeploymentKind.LEAVE);
    assertThat(outcome()).isEqualTo("succeeded");
    assertThat(stepsOf("worker-1")).isEmpty();
    assertThat(stepsOf("worker-2")).containsExactly("app leave", "base leave");
    assertThat(cluster.node("worker-1").status()).isEqualTo(NodeStatus.REMOVING);
  }

  @Test
  void aNodeThatBlocksALaunchIsTakenOutOfItAndItsReplacementFollows() {
    cluster = TestCluster.launched(2, BASE, APP);
    cluster.lose("worker-2");
    while (!cluster.active().isEmpty()) {
      cluster.succeed(cluster.active().get(0));
    }
    assertThat(cluster.deployment().blockedBy()).containsExactly("worker-2");
    replace("worker-2");
    cluster.succeedAll();
    assertThat(outcome()).isEqualTo("succeeded");
    comes("worker-3");
    assertThat(cluster.deployment().start().kind()).isEqualTo(DeploymentKind.JOIN);
    cluster.succeedAll();
    assertThat(outcome()).isEqualTo("succeeded");
  }

  @Test
  void nodesThatTheProviderRefusesAreNotCounted() {
    cluster.user((mind, at) -> mind.scale(at, new ScaleRequest(null, 1, List.of()), ""));
    cluster.user((mind, at) -> mind.launchFailed(at, new LaunchId("l2"), "no quota"));
    assertThat(outcome()).isEqualTo("failed");
    assertThat(cluster.deployment().reason()).contains("no quota");
    cluster.providerRemoves();
    assertThat(cluster.node("worker-2").status()).isEqualTo(NodeStatus.GONE);
    refused(new ScaleRequest(1, 0, List.of()), "has 1 workers already");
  }

  @Test
  void anOldNodeThatIsAwayIsExcusedAndSetUpAgainWhenItIsBack() {
    cluster.lose("worker-1");
    add(1);
    comes("worker-2");
    cluster.succeedAll();
    assertThat(outcome()).isEqualTo("succeeded");
    cluster.hello("worker-1");
    assertThat(cluster.deployment().start().kind()).isEqualTo(DeploymentKind.REAPPLY);
    assertThat(stepsOf("worker-1"))
        .containsExactlyInAnyOrder("base init", "base setup", "app setup");
  }

  @Test
  void newNodesReadWhatWasSharedBefore() {
    cluster = TestCluster.launched(1, BASE);
    cluster.succeed("base init master-1", "base init worker-1");
    cluster.share("base setup master-1", "url", "hdfs://10.0.0.8");
    cluster.succeedAll();
    add(1);
    assertThat(cluster.deployment().value("url")).contains("hdfs://10.0.0.8");
  }

  @Test
  void newWorkersDoNotWaitForMastersThatWereThereBefore() {
    add(1);
    comes("worker-2");
    cluster.succeed("base init worker-2");
    cluster.start("base setup worker-2");
    cluster.arrive("base setup worker-2", new BarrierRequest("up", "master", "100%", 0));
    assertThat(cluster.last(Event.BarrierReleased.class).barrier().name()).isEqualTo("up");
  }

  @Test
  void aSnapshotTakenInBetweenGoesOnAlike() {
    add(1);
    comes("worker-2");
    assertThat(ClusterState.of(cluster.state().image()).image()).isEqualTo(cluster.state().image());
    cluster.succeedAll();
    remove("worker-2");
    cluster.succeedAll();
    assertThat(ClusterState.of(cluster.state().image()).image()).isEqualTo(cluster.state().image());
    assertThat(cluster.recovered().state().image()).isEqualTo(cluster.state().image());
  }

  private void add(int count) {
    cluster.user((mind, at) -> mind.scale(at, new ScaleRequest(null, count, List.of()), ""));
    cluster.providerAnswers();
  }

  private void remove(String node) {
    cluster.user((mind, at) -> mind.scale(at, new ScaleRequest(null, 0, List.of(node)), ""));
  }

  private void replace(String node) {
    cluster.user((mind, at) -> mind.replace(at, node, ""));
    cluster.providerAnswers();
  }

  private void comes(String node) {
    cluster.join(node);
  }

  private void refused(ScaleRequest request, String why) {
    assertThatThrownBy(() -> cluster.controller().scale(cluster.now(), request, ""))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining(why);
  }

  private List<String> stepsOf(String node) {
    return cluster.deployment().cellsOf(new NodeId(node)).stream()
        .map(StepCell::template)
        .map(template -> "%s %s".formatted(template.module(), template.phase()))
        .toList();
  }

  private String outcome() {
    return cluster.deployment().outcome().map(outcome -> outcome.label()).orElse("none");
  }
}
