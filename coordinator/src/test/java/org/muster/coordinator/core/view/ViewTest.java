package org.muster.coordinator.core.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.coordinator.core.plan.ModuleSketch.blueprint;
import static org.muster.coordinator.core.plan.ModuleSketch.module;
import static org.muster.protocol.Phase.INIT;
import static org.muster.protocol.Phase.JOIN;
import static org.muster.protocol.Phase.LEAVE;
import static org.muster.protocol.Phase.SETUP;
import static org.muster.protocol.Phase.TEST;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.core.controller.Controller;
import org.muster.coordinator.core.controller.TestCluster;
import org.muster.coordinator.core.plan.ModuleSketch;
import org.muster.coordinator.core.spec.ScaleRequest;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.BarrierRequest;
import org.muster.protocol.ClusterName;
import org.muster.protocol.ModuleName;
import org.muster.protocol.NodeId;
import org.muster.protocol.Phase;
import org.muster.protocol.Role;
import org.muster.protocol.StepKey;

/** What people see: whom it waits for, what failed, where the services are. */
final class ViewTest {
  private final Map<StepKey, AgentMessage.StepProgress> progress = new HashMap<>();

  @Test
  void namesTheStepsThatRunWithTheirLastLineAndWhatTheyHoldUp() {
    TestCluster cluster = TestCluster.launched(1, module("a", INIT, SETUP, TEST));
    cluster.start("a init master-1");
    cluster.succeed("a init worker-1");
    StepKey step = cluster.key("a init master-1");
    progress.put(step, new AgentMessage.StepProgress(step, 10, "unpacking", "line 7", "port 80"));

    List<WaitView> waits = view(cluster).deployment().waitingFor();

    assertThat(waits).extracting(WaitView::who).containsExactly("master-1", "worker-1");
    assertThat(waits.get(0).what()).isEqualTo("init of a, which waits for port 80");
    assertThat(waits.get(0).lastLine()).isEqualTo("line 7");
    assertThat(waits.get(0).holdsUp()).isEqualTo(3);
    assertThat(waits.get(1).what()).isEqualTo("setup of a to start");
  }

  @Test
  void theCriticalPathGoesBackThroughWhatWasWaitedForLast() {
    TestCluster cluster =
        TestCluster.launched(1, module("a", INIT, SETUP), module("b", INIT), module("c", TEST));
    cluster.succeed("a init worker-1", "b init worker-1", "a setup worker-1");
    cluster.succeed("a init master-1", "b init master-1", "a setup master-1");
    cluster.succeed("c test worker-1", "c test master-1");

    DeploymentView done = view(cluster).deployment();

    assertThat(done.criticalPath())
        .extracting(step -> "%s %s %s".formatted(step.module(), step.phase(), step.node()))
        .containsExactly("a init master-1", "a setup master-1", "c test master-1");
  }

  @Test
  void aBarrierNamesWhoIsMissingAndNotWhoWaits() {
    TestCluster cluster = TestCluster.launched(2, module("a", SETUP));
    BarrierRequest all = new BarrierRequest("b", "all", "100%", 0);
    cluster.arrive("a setup master-1", all);
    cluster.arrive("a setup worker-1", all);

    List<WaitView> waits = view(cluster).deployment().waitingFor();

    assertThat(waits).extracting(WaitView::who).containsOnly("worker-2");
    assertThat(waits)
        .extracting(WaitView::what)
        .contains("to reach barrier 'b' of a setup, where 2 wait");
  }

  @Test
  void namesTheProviderThenTheNodesThatHaveNotJoined() {
    TestCluster cluster = TestCluster.wished(1, "100%", module("a", SETUP));
    assertThat(view(cluster).deployment().waitingFor())
        .extracting(wait -> wait.who() + ": " + wait.what())
        .containsExactly("coordinator: the provider to launch 2 nodes (l1)");

    cluster.providerAnswers();
    cluster.join("master-1");

    assertThat(view(cluster).deployment().waitingFor())
        .extracting(wait -> wait.who() + ": " + wait.what())
        .containsExactly("worker-1: to join");
  }

  @Test
  void namesArtifactsUntilTheyAreAtHand() {
    TestCluster cluster = TestCluster.launched(0, module("a", SETUP).artifact("dist"));

    assertThat(view(cluster).deployment().waitingFor())
        .extracting(wait -> wait.who() + ": " + wait.what())
        .containsExactly("coordinator: artifact dist of a");
    cluster.artifactReady("a", "dist");
    assertThat(view(cluster).deployment().waitingFor())
        .extracting(WaitView::who)
        .containsExactly("master-1");
  }

  @Test
  void aBlockedDeploymentNamesWhoHoldsIt() {
    TestCluster cluster = TestCluster.launched(1, module("a", SETUP));
    cluster.succeed("a setup master-1");
    cluster.lose("worker-1");

    ClusterView view = view(cluster);

    assertThat(view.state()).isEqualTo("blocked");
    assertThat(view.deployment().state()).isEqualTo("blocked");
    assertThat(view.deployment().reason()).isEqualTo("held by worker-1");
    assertThat(view.deployment().waitingFor())
        .extracting(wait -> wait.who() + ": " + wait.what())
        .containsExactly("worker-1: to come back (lost)");
  }

  @Test
  void failuresWithOneCauseAreOneGroup() {
    TestCluster cluster = TestCluster.launched(99, module("a", SETUP));
    for (int i = 1; i <= 99; i++) {
      String step = "a setup worker-" + i;
      if (i % 33 == 0) {
        cluster.fail(step, "port 7077 is in use on 10.0.0." + i);
      } else {
        cluster.fail(step, "disk full on /mnt of worker-" + i);
      }
    }
    cluster.fail("a setup master-1", "disk full on /mnt of master-1");

    List<FailureView> failures = view(cluster).deployment().failures();

    assertThat(failures)
        .extracting(failure -> failure.nodes().size() + "× " + failure.reason())
        .containsExactlyInAnyOrder(
            "97× disk full on /mnt of this node", "3× port 7077 is in use on …");
    assertThat(failures.get(0).tail()).containsExactly("the last line");
    assertThat(failures.get(0).first()).isEqualTo(cluster.key("a setup worker-1"));
  }

  @Test
  void countsAModuleAndPhaseInOneRow() {
    TestCluster cluster = TestCluster.launched(2, module("a", INIT, SETUP));
    cluster.succeed("a init worker-1");
    cluster.fail("a init worker-2", "no");

    List<PhaseView> phases = view(cluster).deployment().phases();

    assertThat(phases).extracting(PhaseView::phase).containsExactly(INIT, SETUP);
    PhaseView init = phases.get(0);
    assertThat(init.total()).isEqualTo(3);
    assertThat(init.running()).isEqualTo(1);
    assertThat(init.succeeded()).isEqualTo(1);
    assertThat(init.failed()).isEqualTo(1);
    assertThat(phases.get(1).skipped()).isEqualTo(1);
  }

  @Test
  void servicesAreFilledInForTheNodesOfTheirRoleAndOutliveADeploymentOfTests() {
    ModuleSketch spark =
        module("spark", SETUP, TEST)
            .service("Spark", Role.MASTER, "http://{{address}}:{{port_offset}}/{{SPARK_VERSION}}");
    TestCluster cluster = TestCluster.launched(1, spark);
    cluster.succeedAll();
    List<String> url = List.of("http://10.0.0.8:0/4.1.0");
    assertThat(view(cluster).services()).extracting(ServiceView::url).isEqualTo(url);

    Map<Phase, List<ModuleName>> tests = Map.of(TEST, List.of(new ModuleName("spark")));
    cluster.user((mind, at) -> mind.deploy(at, blueprint(tests, spark), false, ""));

    assertThat(view(cluster).services()).extracting(ServiceView::url).isEqualTo(url);
    assertThat(view(cluster).services())
        .extracting(ServiceView::node)
        .containsExactly(new NodeId("master-1"));
  }

  @Test
  void theLifeOfAClusterIsOneWord() {
    TestCluster cluster = TestCluster.launched(0, module("a", SETUP));
    assertThat(view(cluster).state()).isEqualTo("launching");
    cluster.succeedAll();
    assertThat(view(cluster).state()).isEqualTo("running");
    cluster.user(Controller::stop);
    assertThat(view(cluster).state()).isEqualTo("stopping");
    cluster.user(Controller::stopped);
    assertThat(view(cluster).state()).isEqualTo("stopped");
    cluster.user(Controller::start);
    assertThat(view(cluster).state()).isEqualTo("starting");
    cluster.user(Controller::startedAll);
    cluster.passes(Duration.ofSeconds(1));
    assertThat(view(cluster).state()).isEqualTo("deploying");
    cluster.user(Controller::destroy);
    assertThat(view(cluster).state()).isEqualTo("destroying");
  }

  @Test
  void aClusterThatGrowsAndShrinksShowsOnlyWhatEachNodeHasToDo() {
    TestCluster cluster = TestCluster.launched(1, module("a", SETUP, TEST, JOIN, LEAVE));
    cluster.succeedAll();
    cluster.user((mind, at) -> mind.scale(at, new ScaleRequest(null, 1, List.of()), ""));
    assertThat(view(cluster).state()).isEqualTo("growing");
    cluster.providerAnswers();
    cluster.join("worker-2");
    cluster.succeedAll();

    assertThat(view(cluster).deployment().phases())
        .extracting(row -> "%s %d of %d".formatted(row.phase(), row.succeeded(), row.total()))
        .containsExactlyInAnyOrder("setup 1 of 1", "test 1 of 1", "join 2 of 2");
    assertThat(view(cluster).deployment().criticalPath()).isNotEmpty();
    cluster.user((mind, at) -> mind.scale(at, new ScaleRequest(1, 0, List.of()), ""));
    assertThat(view(cluster).state()).isEqualTo("shrinking");
  }

  private ClusterView view(TestCluster cluster) {
    return new ClusterViews(cluster.state(), new Seen()).view(1, cluster.now(), true);
  }

  private final class Seen implements Sightings {
    @Override
    public Optional<AgentMessage.StepProgress> of(StepKey step) {
      return Optional.ofNullable(progress.get(step));
    }

    @Override
    public Optional<Download> download(String artifact) {
      return Optional.empty();
    }

    @Override
    public boolean isLate(ClusterName cluster, NodeId node) {
      return false;
    }
  }
}
