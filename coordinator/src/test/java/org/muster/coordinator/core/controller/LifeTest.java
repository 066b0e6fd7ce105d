package org.muster.coordinator.core.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.muster.coordinator.core.plan.ModuleSketch.module;
import static org.muster.protocol.Phase.INIT;
import static org.muster.protocol.Phase.RUN;
import static org.muster.protocol.Phase.SETUP;
import static org.muster.protocol.Phase.TEST;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.core.event.DeploymentKind;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.plan.ModuleSketch;
import org.muster.coordinator.core.plan.StepTemplate;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.coordinator.core.spec.CommandRequest;
import org.muster.coordinator.core.spec.GroupSpec;
import org.muster.coordinator.core.spec.ProviderSpec;
import org.muster.coordinator.core.state.ClusterLife;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.NodeStatus;
import org.muster.error.MusterException;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;
import org.muster.protocol.Role;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;

/** Stop, start, reboot, deploy again, destroy. */
final class LifeTest {
  private static final ModuleSketch A = module("a", INIT, SETUP, TEST, RUN);

  private TestCluster cluster;

  @BeforeEach
  void aClusterThatStands() {
    cluster = TestCluster.launched(1, A);
    cluster.succeedAll();
    assertThat(cluster.deployment().isOver()).isTrue();
  }

  @Test
  void aStartAppliesInitAndSetupAgainAndNeverRun() {
    stopAndStart();
    cluster.hello("master-1");
    cluster.hello("worker-1");
    cluster.succeedAll();

    assertThat(cluster.deployment().start().kind()).isEqualTo(DeploymentKind.REAPPLY);
    assertThat(cluster.deployment().plan().templates())
        .extracting(StepTemplate::phase)
        .containsOnly(INIT, SETUP);
    assertThat(cluster.deployment().outcome().orElseThrow().label()).isEqualTo("succeeded");
    assertThat(cluster.state().life()).isEqualTo(ClusterLife.UP);
  }

  @Test
  void spotInstancesAreNotStopped() {
    ClusterSpec plain = TestCluster.spec(1, "100%");
    GroupSpec spot = new GroupSpec(Role.WORKER, 1, "small", new TreeMap<>(Map.of("spot", "true")));
    ClusterSpec spec =
        new ClusterSpec(
            plain.name(),
            new ProviderSpec("ec2", "machine", new TreeMap<>()),
            plain.ready(),
            List.of(plain.groups().get(0), spot),
            List.of(),
            Map.of(),
            new TreeMap<>(),
            List.of(),
            "");
    Controller mind = new Controller(new ClusterState(spec.name()));
    DeploymentId begun = mind.launch(cluster.now(), spec, ModuleSketch.blueprint(A), "a-key");
    assertThat(begun).isNotNull();

    assertThatThrownBy(() -> mind.stop(cluster.now()))
        .isInstanceOf(MusterException.class)
        .hasMessageContainingAll("spot instances", "muster destroy demo");
    assertThat(mind.state().life()).isEqualTo(ClusterLife.UP);
  }

  private void stopAndStart() {
    cluster.user(Controller::stop);
    cluster.user(Controller::stopped);
    assertThat(cluster.state().life()).isEqualTo(ClusterLife.STOPPED);
    assertThat(cluster.node("worker-1").status()).isEqualTo(NodeStatus.STOPPED);
    cluster.user(Controller::start);
    cluster.user(Controller::startedAll);
  }

  @Test
  void nodesThatAreBeingStartedBlockNothing() {
    cluster.user(Controller::stop);
    cluster.user(Controller::stopped);

    cluster.user(Controller::start);
    assertThat(cluster.deployment().blockedBy()).isEmpty();
    cluster.user(Controller::startedAll);

    assertThat(cluster.deployment().blockedBy()).isEmpty();
    cluster.hello("master-1");
    assertThat(cluster.deployment().blockedBy()).isEmpty();
  }

  @Test
  void aStartedNodeThatDoesNotComeBackIsLostAfterAWhile() {
    stopAndStart();
    cluster.hello("master-1");
    cluster.succeedAll();

    cluster.passes(Duration.ofMinutes(11));

    assertThat(cluster.deployment().blockedBy()).containsExactly("worker-1");
  }

  @Test
  void aRebootAppliesInitAndSetupOnThatNodeOnly() {
    cluster.helloAfterReboot("worker-1");

    assertThat(cluster.deployment().start().kind()).isEqualTo(DeploymentKind.REAPPLY);
    assertThat(cluster.deployment().nodes()).hasSize(1);
    cluster.succeedAll();
    assertThat(cluster.deployment().isOver()).isTrue();
    assertThat(cluster.node("worker-1").needsReapply()).isFalse();
  }

  @Test
  void aRebootedNodeIsToldOfAllMembersAlsoOfThoseThatAreAwayJustNow() {
    cluster.lose("master-1");

    cluster.helloAfterReboot("worker-1");

    assertThat(cluster.deployment().members()).hasSize(2);
  }

  @Test
  void aReapplyThatFailsIsNotBegunAgainByItself() {
    cluster.helloAfterReboot("worker-1");
    cluster.fail("a init worker-1", "no");

    assertThat(cluster.deployment().isOver()).isTrue();
    assertThat(cluster.deployment().id().value()).isEqualTo("d2");
  }

  @Test
  void aStartAppliesWhatWasDeployedLater() {
    cluster.user(
        (mind, at) -> mind.deploy(at, ModuleSketch.blueprint(A, module("b", SETUP)), false, ""));
    cluster.succeedAll();

    stopAndStart();

    assertThat(cluster.deployment().plan().templates())
        .extracting(template -> template.module() + " " + template.phase())
        .contains("a init", "a setup", "b setup");
  }

  @Test
  void aDeploymentOfTestsAloneDoesNotTakeTheSetupAwayFromAStart() {
    List<ModuleName> a = List.of(new ModuleName("a"));
    cluster.user(
        (mind, at) -> mind.deploy(at, ModuleSketch.blueprint(Map.of(Phase.TEST, a), A), false, ""));
    cluster.succeedAll();

    stopAndStart();

    assertThat(cluster.deployment().plan().templates())
        .extracting(StepTemplate::phase)
        .containsOnly(INIT, SETUP);
  }

  @Test
  void oneDeploymentAtATime() {
    cluster.user((mind, at) -> mind.deploy(at, ModuleSketch.blueprint(A), false, ""));

    assertThatThrownBy(
            () -> cluster.user((mind, at) -> mind.deploy(at, ModuleSketch.blueprint(A), false, "")))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("d2");
  }

  @Test
  void aDestroyedClusterCanBeMadeAgainAndNothingOfItsNamesIsUsedTwice() {
    cluster.user(Controller::destroy);
    cluster.user(Controller::destroyed);
    assertThat(cluster.state().isPresent()).isFalse();
    assertThat(cluster.node("worker-1").status()).isEqualTo(NodeStatus.GONE);

    cluster.launch(1, "100%", "again", A);

    assertThat(cluster.state().incarnation()).isEqualTo(2);
    assertThat(cluster.deployment().id().value()).isEqualTo("d2");
    assertThat(cluster.last(Event.LaunchWished.class).launch().value()).isEqualTo("l2");
  }

  @Test
  void destroyEndsWhatRunsAndASecondOneIsTheSame() {
    cluster.user((mind, at) -> mind.deploy(at, ModuleSketch.blueprint(A), false, ""));
    cluster.user(Controller::destroy);
    cluster.user(Controller::destroy);

    assertThat(cluster.deployment().outcome().orElseThrow().label()).isEqualTo("cancelled");
    assertThat(cluster.events(Event.DestroyWished.class)).hasSize(1);
  }

  @Test
  void whatWasStoppedInMidAirIsKnownToBeOverOnceItsNodeSaysSo() {
    cluster.user(
        (mind, at) -> mind.run(at, new CommandRequest(List.of("sleep"), "worker", "", 0, ""), ""));
    cluster.start("command run worker-1");
    StepKey step = cluster.key("command run worker-1");
    cluster.user(Controller::stop);
    assertThat(cluster.messages("worker-1")).hasSize(1);

    cluster.end(step, StepOutcome.CANCELLED, "stopped");

    assertThat(cluster.messages("worker-1")).isEmpty();
  }

  @Test
  void requestsThatDoNotFitTheLifeAreRefusedSayingWhatToDo() {
    cluster.user(Controller::stop);
    assertThatThrownBy(
            () -> cluster.user((mind, at) -> mind.deploy(at, ModuleSketch.blueprint(A), false, "")))
        .hasMessageContaining("stopping");
    cluster.user(Controller::stopped);
    assertThatThrownBy(cluster::resume).hasMessageContaining("muster start");
    assertThatThrownBy(() -> new TestCluster().user(Controller::destroy))
        .hasMessageContaining("no cluster 'demo'");
  }

  @Test
  void resumeOfWhatHasSucceededIsRefused() {
    assertThatThrownBy(cluster::resume).hasMessageContaining("nothing to resume");
  }
}
