package org.muster.coordinator.core.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.coordinator.core.plan.ModuleSketch.module;
import static org.muster.protocol.Phase.INIT;
import static org.muster.protocol.Phase.JOIN;
import static org.muster.protocol.Phase.LEAVE;
import static org.muster.protocol.Phase.SETUP;

import java.time.Duration;
import java.time.Instant;
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
import org.muster.protocol.InstanceNotice;
import org.muster.protocol.NodeId;

/** What follows when a provider says that it takes nodes back. */
final class InterruptionsTest {
  private static final ModuleSketch APP = module("app", INIT, SETUP, JOIN, LEAVE);
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

  private TestCluster cluster;

  @BeforeEach
  void aClusterThatStands() {
    cluster = TestCluster.launched(2, APP);
    cluster.succeedAll();
  }

  @Test
  void anotherIsOrderedAtOnceAndTheNodeIsDrained() {
    cluster.notice("worker-1", end());

    Event.LaunchWished order = cluster.last(Event.LaunchWished.class);
    assertThat(order.replaces()).containsExactly(new NodeId("worker-1"));
    assertThat(order.nodes()).extracting(wish -> wish.node().value()).containsExactly("worker-3");
    assertThat(new Wanted(cluster.state()).launches()).containsExactly(order);
    assertThat(kind()).isEqualTo(DeploymentKind.LEAVE);
    assertThat(cluster.active())
        .containsExactlyInAnyOrder(
            "app leave master-1", "app leave worker-1", "app leave worker-2");
    assertThat(answer()).isEqualTo("another is ordered at once, and it is drained");
  }

  @Test
  void theOldOneGoesAndTheNewOneIsTakenInHoweverTheyMeet() {
    cluster.notice("worker-1", end());
    cluster.providerAnswers();
    cluster.join("worker-3"); // it boots faster than the other drains
    assertThat(kind()).isEqualTo(DeploymentKind.LEAVE);

    cluster.succeedAll();

    assertThat(cluster.node("worker-1").status()).isEqualTo(NodeStatus.REMOVING);
    assertThat(cluster.last(Event.RemovalWished.class).reason()).startsWith("drained by");
    assertThat(kind()).isEqualTo(DeploymentKind.JOIN);
    assertThat(cluster.deployment().start().joining()).containsExactly(new NodeId("worker-3"));
    cluster.succeedAll();
    cluster.providerRemoves();
    assertThat(cluster.state().running()).isEmpty();
    assertThat(there()).containsExactly("master-1", "worker-2", "worker-3");
  }

  @Test
  void whatIsSaidAgainChangesNothing() {
    InstanceNotice end = end();
    cluster.notice("worker-1", end);
    int events = cluster.journal().size();

    cluster.notice("worker-1", end);
    assertThat(cluster.journal()).hasSize(events);

    TestCluster other = cluster.recovered();
    other.notice("worker-1", end);
    other.passes(Duration.ofSeconds(1));
    assertThat(other.journal()).hasSize(events);
    assertThat(other.state().image()).isEqualTo(cluster.state().image());
  }

  @Test
  void anotherTimeIsAnotherEventButNoOtherOrder() {
    cluster.notice("worker-1", end());
    cluster.notice("worker-1", InstanceNotice.interruption("stop", cluster.now()));

    assertThat(cluster.events(Event.NodeNoticed.class)).hasSize(2);
    assertThat(answer()).isEqualTo("another was ordered in its place before");
    assertThat(cluster.events(Event.LaunchWished.class)).hasSize(2); // and one was the launch
    assertThat(cluster.node("worker-1").interruption().orElseThrow().action()).isEqualTo("stop");
  }

  @Test
  void whileSomethingElseChangesTheClusterTheOrderIsMadeAndTheDrainFollows() {
    cluster.user((mind, at) -> mind.scale(at, new ScaleRequest(null, 1, List.of()), ""));
    String join = cluster.deployment().id().value();

    cluster.notice("worker-1", end());

    assertThat(answer())
        .isEqualTo(
            "another is ordered at once, and it is drained when join %s has ended".formatted(join));
    assertThat(cluster.last(Event.LaunchWished.class).replaces()).hasSize(1);
    assertThat(kind()).isEqualTo(DeploymentKind.JOIN);
    cluster.providerAnswers();
    cluster.join("worker-3");
    cluster.succeedAll();
    assertThat(cluster.deployment().start().leaving()).containsExactly(new NodeId("worker-1"));
  }

  @Test
  void aLaunchGoesOnFirst() {
    cluster = TestCluster.launched(2, APP);
    cluster.notice("worker-1", end());

    assertThat(kind()).isEqualTo(DeploymentKind.LAUNCH);
    assertThat(cluster.last(Event.LaunchWished.class).replaces()).hasSize(1);
    cluster.succeedAll();
    assertThat(cluster.deployment().start().leaving()).containsExactly(new NodeId("worker-1"));
  }

  @Test
  void aLaunchGoesOnWithoutANodeThatHasGoneAtItsTime() {
    cluster = TestCluster.launched(2, APP);
    cluster.notice("worker-1", end());
    cluster.lose("worker-1");
    cluster.passes(TWO_MINUTES.minusSeconds(10));
    assertThat(cluster.node("worker-1").status()).as("early").isEqualTo(NodeStatus.LOST);

    cluster.passes(Duration.ofSeconds(10));

    assertThat(cluster.node("worker-1").status()).isEqualTo(NodeStatus.REMOVING);
    assertThat(cluster.last(Event.RemovalWished.class).reason())
        .isEqualTo("its provider has taken it back");
    cluster.succeedAll();
    assertThat(outcome()).isEqualTo("succeeded");
  }

  @Test
  void aDrainGoesOnWithoutANodeThatHasGoneInIt() {
    cluster.notice("worker-1", end());
    cluster.succeed("app leave worker-2");
    cluster.lose("worker-1");
    cluster.succeed("app leave master-1");
    assertThat(outcome()).isEqualTo("none");

    cluster.passes(TWO_MINUTES);

    assertThat(outcome()).isEqualTo("succeeded");
    assertThat(cluster.node("worker-1").status()).isEqualTo(NodeStatus.REMOVING);
  }

  @Test
  void aNodeThatHasGoneUnheardIsDrainedByTheOthers() {
    cluster.lose("worker-1");
    cluster.notice("worker-1", InstanceNotice.interruption("terminate", cluster.now()));

    assertThat(kind()).isEqualTo(DeploymentKind.LEAVE);
    cluster.succeedAll();
    assertThat(outcome()).isEqualTo("succeeded");
    assertThat(cluster.node("worker-1").status()).isEqualTo(NodeStatus.REMOVING);
  }

  @Test
  void aDrainThatFailsIsForPeopleUntilTheNodeHasGone() {
    cluster.notice("worker-1", end());
    cluster.fail("app leave worker-1", "disk full");
    cluster.succeedAll();
    assertThat(outcome()).isEqualTo("failed");
    cluster.passes(TWO_MINUTES);
    assertThat(cluster.node("worker-1").isJoined()).as("it is there still").isTrue();
    assertThat(cluster.state().running()).isEmpty();

    cluster.lose("worker-1");

    assertThat(cluster.node("worker-1").status()).isEqualTo(NodeStatus.REMOVING);
  }

  @Test
  void severalAtOnceGoOneBatchAfterTheOther() {
    cluster.notice("worker-1", end());
    cluster.notice("worker-2", end());

    assertThat(cluster.events(Event.LaunchWished.class)).hasSize(3);
    assertThat(cluster.deployment().start().leaving()).containsExactly(new NodeId("worker-1"));
    cluster.succeed("app leave master-1", "app leave worker-1", "app leave worker-2");
    assertThat(cluster.deployment().start().leaving()).containsExactly(new NodeId("worker-2"));
  }

  @Test
  void whoIsBeingRemovedIsNotReplaced() {
    cluster.user((mind, at) -> mind.scale(at, new ScaleRequest(1, 0, List.of()), ""));
    String leaving = cluster.deployment().start().leaving().get(0).value();

    cluster.notice(leaving, end());

    assertThat(answer()).isEqualTo("d2 takes it out already");
    cluster.succeedAll();
    assertThat(cluster.events(Event.LaunchWished.class)).hasSize(1);
    assertThat(cluster.node(leaving).status()).isEqualTo(NodeStatus.REMOVING);
  }

  @Test
  void whoIsBeingReplacedIsNotReplacedOnceMore() {
    cluster.user((mind, at) -> mind.replace(at, "worker-1", ""));

    cluster.notice("worker-1", end());

    assertThat(answer()).isEqualTo("d2 takes it out already");
    cluster.providerAnswers();
    cluster.join("worker-3");
    cluster.succeedAll(); // the new one comes, then the old one goes
    cluster.succeedAll();
    assertThat(cluster.events(Event.LaunchWished.class)).hasSize(2);
    assertThat(there()).containsExactly("master-1", "worker-2", "worker-3");
  }

  @Test
  void aMasterIsOnlySpokenOf() {
    cluster.notice("master-1", end());

    assertThat(answer()).startsWith("a master cannot be replaced");
    assertThat(cluster.state().alarms()).singleElement().asString().contains("master-1 will be");
    cluster.passes(TWO_MINUTES);
    assertThat(cluster.events(Event.LaunchWished.class)).hasSize(1);
    assertThat(cluster.state().running()).isEmpty();
  }

  @Test
  void aRecommendationIsOnlyShown() {
    cluster.notice("worker-1", hint());

    assertThat(answer())
        .isEqualTo("nothing is done, unless you do: 'muster replace demo worker-1'");
    assertThat(cluster.node("worker-1").notice()).contains(hint());
    assertThat(cluster.events(Event.LaunchWished.class)).hasSize(1);
    assertThat(cluster.state().running()).isEmpty();
  }

  @Test
  void aRecommendationIsFollowedWhereTheSpecSaysSo() {
    cluster = TestCluster.launchedWith(Map.of("rebalance", "replace"), 2, APP);
    cluster.succeedAll();

    cluster.notice("worker-1", hint());

    assertThat(answer()).isEqualTo("another is ordered at once, and it is drained");
    assertThat(cluster.last(Event.LaunchWished.class).nodes().get(0).settings())
        .containsEntry("rebalance", "replace");
    assertThat(cluster.deployment().start().leaving()).containsExactly(new NodeId("worker-1"));

    cluster.notice("worker-1", end());
    assertThat(answer()).isEqualTo("another was ordered in its place before");
    assertThat(cluster.events(Event.LaunchWished.class)).hasSize(2);
  }

  @Test
  void anInterruptionAfterARecommendationCounts() {
    cluster.notice("worker-1", hint());
    cluster.notice("worker-1", end());

    assertThat(cluster.last(Event.LaunchWished.class).replaces()).hasSize(1);
    assertThat(cluster.node("worker-1").notice())
        .map(InstanceNotice::kind)
        .contains(InstanceNotice.Kind.INTERRUPTION);
  }

  @Test
  void aClusterThatIsSwitchedOffWaitsForItsOrderUntilItIsUp() {
    cluster.user(Controller::stop);
    cluster.notice("worker-1", end());
    assertThat(answer()).isEqualTo("another is ordered once the cluster is up; it is stopping");
    assertThat(cluster.events(Event.LaunchWished.class)).hasSize(1);

    cluster.user(Controller::stopped);
    cluster.user(Controller::start);
    cluster.user(Controller::startedAll);
    cluster.passes(Duration.ofSeconds(1));

    assertThat(cluster.last(Event.LaunchWished.class).replaces()).hasSize(1);
  }

  @Test
  void whoIsGoneOrOfAnEarlierLifeIsNotListenedTo() {
    cluster.user(
        (mind, at) -> mind.noticed(at, cluster.state().incarnation() - 1, worker(), end()));
    cluster.notice("worker-9", end());

    assertThat(cluster.events(Event.NodeNoticed.class)).isEmpty();
  }

  @Test
  void aSnapshotTakenInBetweenGoesOnAlike() {
    cluster.notice("worker-2", hint());
    cluster.notice("worker-1", end());

    ClusterState copy = ClusterState.of(cluster.state().image());

    assertThat(copy.image()).isEqualTo(cluster.state().image());
    assertThat(copy.noticed())
        .extracting(NodeState::id)
        .containsExactly(worker(), new NodeId("worker-2"));
    cluster.succeedAll();
    assertThat(cluster.recovered().state().image()).isEqualTo(cluster.state().image());
  }

  private InstanceNotice end() {
    return InstanceNotice.interruption("terminate", cluster.now().plus(TWO_MINUTES));
  }

  private static InstanceNotice hint() {
    return InstanceNotice.rebalance(Instant.parse("2026-01-01T00:00:00Z"));
  }

  private static NodeId worker() {
    return new NodeId("worker-1");
  }

  private DeploymentKind kind() {
    return cluster.deployment().start().kind();
  }

  private String answer() {
    return cluster.last(Event.NodeNoticed.class).answer();
  }

  private List<String> there() {
    return cluster.state().nodes().stream()
        .filter(NodeState::isJoined)
        .map(node -> node.id().value())
        .toList();
  }

  private String outcome() {
    return cluster.deployment().outcome().map(outcome -> outcome.label()).orElse("none");
  }
}
