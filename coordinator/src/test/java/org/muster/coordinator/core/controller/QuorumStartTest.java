package org.muster.coordinator.core.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.coordinator.core.plan.ModuleSketch.module;
import static org.muster.protocol.Phase.INIT;
import static org.muster.protocol.Phase.JOIN;
import static org.muster.protocol.Phase.RUN;
import static org.muster.protocol.Phase.SETUP;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.core.event.DeploymentKind;
import org.muster.coordinator.core.event.DeploymentOutcome;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.event.NodeWish;
import org.muster.coordinator.core.plan.ModuleSketch;
import org.muster.coordinator.core.spec.ScaleRequest;
import org.muster.coordinator.core.state.NodeStatus;
import org.muster.protocol.LaunchId;
import org.muster.protocol.NodeId;

class QuorumStartTest {
  private static final ModuleSketch BASE = module("base", INIT, SETUP, RUN, JOIN);
  private static final Duration BEFORE_GRACE = QuorumStart.GRACE.minusSeconds(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private TestCluster cluster;

  @Test
  void goesOnWithAQuorumAfterAShortGrace() {
    launched("60%", "master-1", "worker-1", "worker-2");

    cluster.passes(BEFORE_GRACE);
    assertThat(cluster.events(Event.MembershipFrozen.class)).isEmpty();
    cluster.passes(SECOND);

    assertThat(excused()).containsExactly("worker-3");
    cluster.succeedAll();
    assertThat(cluster.deployment().outcome()).contains(DeploymentOutcome.SUCCEEDED);
  }

  @Test
  void aNumberCountsWorkers() {
    launched("1", "master-1", "worker-2");

    cluster.passes(QuorumStart.GRACE);

    assertThat(excused()).containsExactly("worker-1", "worker-3");
  }

  @Test
  void whoComesWithinTheGraceIsAMember() {
    launched("60%", "master-1", "worker-1", "worker-2");

    cluster.join("worker-3");

    assertThat(excused()).isEmpty();
    assertThat(cluster.deployment().members()).hasSize(4);
  }

  @Test
  void nobodyIsGivenGraceWhoIsNotOnItsWay() {
    launched("60%", "master-1", "worker-1");
    cluster.passes(Duration.ofMinutes(11)); // two workers are lost by now
    assertThat(cluster.node("worker-3").status()).isEqualTo(NodeStatus.LOST);

    cluster.join("worker-2");

    assertThat(excused()).containsExactly("worker-3");
  }

  @Test
  void neverGoesOnWithoutAMaster() {
    launched("60%", "worker-1", "worker-2", "worker-3");
    cluster.succeedAll();

    cluster.passes(Duration.ofHours(1));
    assertThat(cluster.events(Event.MembershipFrozen.class)).isEmpty();
    assertThat(cluster.deployment().blockedBy()).containsExactly("master-1");
    cluster.join("master-1");

    assertThat(excused()).isEmpty();
  }

  @Test
  void aLatecomerIsABatchOfItsOwn() {
    frozenWithoutWorker3();
    cluster.succeedAll();

    cluster.join("worker-3");

    assertThat(cluster.deployment().start().joining()).containsExactly(new NodeId("worker-3"));
    assertThat(stepsOf("worker-1")).containsExactly("base join");
    assertThat(stepsOf("worker-3")).containsExactly("base init", "base setup", "base run");
    cluster.succeedAll();
    assertThat(cluster.deployment().outcome()).contains(DeploymentOutcome.SUCCEEDED);
  }

  @Test
  void aStragglerIsEndedAndAnotherTakesItsPlaceWhileTheLaunchGoesOn() {
    frozenWithoutWorker3();

    cluster.passes(Stragglers.PATIENCE);

    assertThat(cluster.node("worker-3").status()).isEqualTo(NodeStatus.REMOVING);
    assertThat(cluster.last(Event.LaunchWished.class).nodes())
        .extracting(NodeWish::node)
        .containsExactly(new NodeId("worker-4"));
    assertThat(cluster.deployment().start().kind()).isEqualTo(DeploymentKind.LAUNCH);
    assertThat(cluster.deployment().isOver()).isFalse();
    cluster.providerRemoves();
    cluster.providerAnswers();
    cluster.join("worker-4");
    cluster.succeedAll();

    assertThat(cluster.deployment().start().joining()).containsExactly(new NodeId("worker-4"));
    assertThat(stepsOf("master-1")).containsExactly("base join");
    assertThat(cluster.deployment().outcome()).contains(DeploymentOutcome.SUCCEEDED);
  }

  @Test
  void aStragglerIsReplacedOnlyOnce() {
    frozenWithoutWorker3();
    cluster.succeedAll();
    cluster.passes(Stragglers.PATIENCE);
    cluster.providerAnswers();

    cluster.passes(Duration.ofMinutes(11));
    cluster.passes(Stragglers.PATIENCE);

    assertThat(cluster.node("worker-4").status()).isEqualTo(NodeStatus.LOST);
    assertThat(cluster.events(Event.LaunchWished.class)).hasSize(2);
  }

  @Test
  void aStragglerOfAScaleOutIsReplacedToo() {
    launched("50%", "master-1", "worker-1", "worker-2", "worker-3");
    cluster.succeedAll();
    cluster.user((mind, at) -> mind.scale(at, new ScaleRequest(null, 2, List.of()), ""));
    cluster.providerAnswers();
    cluster.join("worker-4");

    cluster.passes(Stragglers.PATIENCE);
    cluster.passes(Stragglers.PATIENCE);

    assertThat(cluster.node("worker-5").status()).isEqualTo(NodeStatus.REMOVING);
    assertThat(cluster.node("worker-6").status()).isEqualTo(NodeStatus.WISHED);
  }

  @Test
  void nobodyIsReplacedWhereAllAreWaitedFor() {
    launched("100%", "master-1", "worker-1", "worker-2");
    cluster.succeedAll();

    cluster.passes(Duration.ofHours(1));

    assertThat(cluster.events(Event.RemovalWished.class)).isEmpty();
    assertThat(cluster.deployment().blockedBy()).containsExactly("worker-3");
  }

  @Test
  void whatTheProviderRefusesIsNotOrderedAgain() {
    frozenWithoutWorker3();
    cluster.succeedAll();
    cluster.passes(Stragglers.PATIENCE);
    cluster.user((mind, at) -> mind.launchFailed(at, new LaunchId("l2"), "no quota"));

    cluster.passes(Stragglers.PATIENCE);
    cluster.passes(Stragglers.PATIENCE);

    assertThat(cluster.events(Event.LaunchWished.class)).hasSize(2);
  }

  @Test
  void aCoordinatorThatStartsAnewGoesOnWithTheGrace() {
    launched("60%", "master-1", "worker-1", "worker-2");

    cluster = cluster.recovered();
    cluster.passes(QuorumStart.GRACE);

    assertThat(excused()).containsExactly("worker-3");
  }

  private void launched(String ready, String... joined) {
    cluster = TestCluster.wished(3, ready, BASE);
    cluster.providerAnswers();
    List.of(joined).forEach(cluster::join);
  }

  private void frozenWithoutWorker3() {
    launched("60%", "master-1", "worker-1", "worker-2");
    cluster.passes(QuorumStart.GRACE);
  }

  private List<String> excused() {
    return cluster.last(Event.MembershipFrozen.class).excused().stream()
        .map(NodeId::value)
        .toList();
  }

  private List<String> stepsOf(String node) {
    return cluster.deployment().cellsOf(new NodeId(node)).stream()
        .map(cell -> "%s %s".formatted(cell.template().module(), cell.template().phase()))
        .toList();
  }
}
