package org.muster.coordinator.core.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.coordinator.core.plan.ModuleSketch.module;
import static org.muster.protocol.Phase.INIT;
import static org.muster.protocol.Phase.RUN;
import static org.muster.protocol.Phase.SETUP;
import static org.muster.protocol.Phase.TEST;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.core.event.DeploymentOutcome;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.module.OnUnknown;
import org.muster.coordinator.core.plan.ModuleSketch;
import org.muster.coordinator.core.spec.CommandRequest;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.Role;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;

/** From a launch to its end. */
final class DeploymentTest {

  @Test
  void aLaunchEndsWellWhenAllStepsHave() {
    TestCluster cluster = TestCluster.launched(2, module("a", INIT, SETUP, TEST, RUN));

    cluster.succeedAll();

    assertThat(cluster.deployment().outcome()).contains(DeploymentOutcome.SUCCEEDED);
    assertThat(cluster.events(Event.StepAssigned.class)).hasSize(12);
    assertThat(cluster.messages("worker-1")).isEmpty();
  }

  /** Found by the simulation, seed 10463: nobody was named, for ever. */
  @Test
  void aLostNodeWithoutStepsHoldsTheMembershipAndIsNamed() {
    TestCluster cluster = TestCluster.launched(1, module("a").on(INIT, Role.MASTER));
    cluster.succeedAll();
    cluster.lose("worker-1");

    cluster.user(
        (mind, at) ->
            mind.deploy(at, ModuleSketch.blueprint(module("b").on(SETUP, Role.MASTER)), false, ""));

    assertThat(cluster.deployment().isFrozen()).isFalse();
    assertThat(cluster.deployment().blockedBy()).containsExactly("worker-1");
  }

  @Test
  void nodesWorkAsTheyArrive() {
    TestCluster cluster =
        TestCluster.wished(2, "100%", module("a", INIT), module("b", INIT, SETUP));
    cluster.providerAnswers();

    cluster.join("worker-2");
    cluster.succeed("a init worker-2");
    cluster.succeed("b init worker-2");

    assertThat(cluster.active()).isEmpty();
    assertThat(cluster.status("b setup worker-2")).isEqualTo("waiting");
    assertThat(cluster.deployment().isFrozen()).isFalse();
  }

  @Test
  void setupWaitsForTheFrozenMembershipAndIsToldOfIt() {
    TestCluster cluster = TestCluster.wished(1, "100%", module("a", SETUP));
    cluster.providerAnswers();
    cluster.join("worker-1");
    assertThat(cluster.active()).isEmpty();

    cluster.join("master-1");

    assertThat(cluster.active()).containsExactly("a setup master-1", "a setup worker-1");
    CoordinatorMessage.RunStep run =
        cluster.messages("worker-1", CoordinatorMessage.RunStep.class).get(0);
    assertThat(run.briefing()).isEqualTo(cluster.deployment().revision());
    assertThat(Briefings.of(cluster.deployment(), Map.of()).members()).hasSize(2);
  }

  @Test
  void initStepsOfANodeRunOneAfterTheOtherInPlanOrder() {
    TestCluster cluster = TestCluster.launched(0, module("a", INIT), module("b", INIT));

    assertThat(cluster.active()).containsExactly("a init master-1");
    cluster.succeed("a init master-1");

    assertThat(cluster.active()).containsExactly("b init master-1");
  }

  @Test
  void aNodeWorksOnFourStepsAtOnce() {
    TestCluster cluster = TestCluster.launched(0, setups(6));

    assertThat(cluster.active()).hasSize(4);
    cluster.succeed("m2 setup master-1");

    assertThat(cluster.active())
        .containsExactly(
            "m0 setup master-1", "m1 setup master-1", "m3 setup master-1", "m4 setup master-1");
  }

  private static ModuleSketch[] setups(int count) {
    ModuleSketch[] modules = new ModuleSketch[count];
    for (int i = 0; i < count; i++) {
      modules[i] = module("m" + i, SETUP);
    }
    return modules;
  }

  @Test
  void aFailedStepIsTriedAgainAsOftenAsItMay() {
    TestCluster cluster = TestCluster.launched(0, module("a", SETUP).retries(SETUP, 2));

    cluster.fail("a setup master-1", "one");
    cluster.fail("a setup master-1", "two");
    assertThat(cluster.cell("a setup master-1").attempt()).isEqualTo(3);
    cluster.fail("a setup master-1", "three");

    assertThat(cluster.status("a setup master-1")).isEqualTo("failed");
    assertThat(cluster.deployment().outcome()).contains(DeploymentOutcome.FAILED);
    assertThat(cluster.deployment().reason()).contains("a setup on master-1 failed");
  }

  @Test
  void whatWaitsForAFailedStepIsSkippedNamingTheRoot() {
    TestCluster cluster =
        TestCluster.launched(
            1,
            module("a", INIT, SETUP),
            module("b", INIT, SETUP).requires("a"),
            module("c", SETUP, TEST));

    cluster.fail("a init worker-1", "disk full");
    cluster.succeedAll();

    assertThat(cluster.status("b setup worker-1")).isEqualTo("skipped");
    assertThat(cluster.cell("b setup worker-1").skipReason())
        .isEqualTo("a init on worker-1 failed");
    assertThat(cluster.cell("c test master-1").skipReason()).isEqualTo("a init on worker-1 failed");
    assertThat(cluster.status("c setup worker-1")).isEqualTo("succeeded");
    assertThat(cluster.status("b setup master-1")).isEqualTo("succeeded");
    assertThat(cluster.deployment().outcome()).contains(DeploymentOutcome.FAILED);
  }

  @Test
  void aStepWithoutResultIsTriedAgainOrHasFailedAsItsPolicySays() {
    TestCluster cluster =
        TestCluster.launched(
            0,
            module("a", SETUP).onUnknown(SETUP, OnUnknown.RETRY),
            module("b", SETUP).onUnknown(SETUP, OnUnknown.FAIL));

    cluster.end(cluster.key("a setup master-1"), StepOutcome.UNKNOWN, "gone");
    cluster.end(cluster.key("b setup master-1"), StepOutcome.UNKNOWN, "gone");

    assertThat(cluster.cell("a setup master-1").attempt()).isEqualTo(2);
    assertThat(cluster.status("b setup master-1")).isEqualTo("failed");
  }

  @Test
  void aStepThatVanishesEachTimeFailsInTheEnd() {
    TestCluster cluster =
        TestCluster.launched(0, module("a", SETUP).onUnknown(SETUP, OnUnknown.RETRY));

    for (int i = 0; i < 10 && !cluster.deployment().isOver(); i++) {
      cluster.end(cluster.key("a setup master-1"), StepOutcome.UNKNOWN, "gone");
    }

    assertThat(cluster.status("a setup master-1")).isEqualTo("failed");
  }

  @Test
  void anAttemptThatProvablyNeverStartedCostsNoRetry() {
    TestCluster cluster = TestCluster.launched(0, module("a", SETUP));

    cluster.end(cluster.key("a setup master-1"), StepOutcome.NOT_STARTED, "agent restarted");

    assertThat(cluster.status("a setup master-1")).isEqualTo("assigned");
    assertThat(cluster.cell("a setup master-1").attempt()).isEqualTo(2);
  }

  @Test
  void aReportThatComesTwiceOrLateChangesNothing() {
    TestCluster cluster = TestCluster.launched(0, module("a", SETUP).retries(SETUP, 1));
    StepKey first = cluster.key("a setup master-1");
    cluster.fail("a setup master-1", "one");

    cluster.end(first, StepOutcome.FAILED, "one");
    cluster.end(first, StepOutcome.SUCCEEDED, "");

    assertThat(cluster.status("a setup master-1")).isEqualTo("assigned");
    assertThat(cluster.events(Event.StepEnded.class)).hasSize(1);
  }

  @Test
  void aDeploymentWithoutStepsHasSucceeded() {
    TestCluster cluster = TestCluster.launched(1, module("a"));

    assertThat(cluster.deployment().outcome()).contains(DeploymentOutcome.SUCCEEDED);
  }

  @Test
  void aCommandRunsOnTheNodesThatMatchAndDoesNotQueueBehindModules() {
    TestCluster cluster = TestCluster.launched(2, setups(6));

    cluster.user((mind, at) -> mind.run(at, command("worker"), ""));

    assertThat(cluster.active()).containsExactly("command run worker-1", "command run worker-2");
    cluster.succeed("command run worker-1");
    cluster.fail("command run worker-2", "exit code 1");
    assertThat(cluster.deployment().outcome()).contains(DeploymentOutcome.FAILED);
  }

  private static CommandRequest command(String role) {
    return new CommandRequest(List.of("hostname"), role, "", 0, "");
  }

  @Test
  void theSameIdempotencyKeyGivesTheSameDeployment() {
    TestCluster cluster = TestCluster.launched(0, module("a", SETUP));
    int events = cluster.events().size();

    assertThat(cluster.launch(0, "100%", "launch-key", module("a", SETUP)).value()).isEqualTo("d1");
    assertThat(cluster.events()).hasSize(events);
  }

  @Test
  void sharedValuesAreKeptOnceAndTheNewestCounts() {
    TestCluster cluster = TestCluster.launched(1, module("a", SETUP));

    cluster.share("a setup master-1", "leader", "one");
    cluster.share("a setup master-1", "leader", "one");
    cluster.share("a setup worker-1", "leader", "two");

    assertThat(cluster.events(Event.ValueShared.class)).hasSize(2);
    assertThat(cluster.deployment().value("leader")).contains("two");
    assertThat(cluster.deployment().value("other")).isEmpty();
  }

  @Test
  void stepsWaitForTheArtifactsOfTheirModuleAlone() {
    TestCluster cluster =
        TestCluster.launched(0, module("a", SETUP).artifact("dist"), module("b", SETUP));
    assertThat(cluster.active()).containsExactly("b setup master-1");
    assertThat(new Wanted(cluster.state()).artifacts()).hasSize(1);

    cluster.artifactReady("a", "dist");

    assertThat(cluster.active()).containsExactly("a setup master-1", "b setup master-1");
    assertThat(new Wanted(cluster.state()).artifacts()).isEmpty();
  }

  @Test
  void anArtifactThatCannotBeHadSkipsItsModuleNamingIt() {
    TestCluster cluster =
        TestCluster.launched(0, module("a", SETUP).artifact("dist"), module("b", SETUP));

    cluster.artifactFails("a", "dist", "checksum differs");
    cluster.succeedAll();

    assertThat(cluster.cell("a setup master-1").skipReason())
        .isEqualTo("artifact dist: checksum differs");
    assertThat(cluster.deployment().outcome()).contains(DeploymentOutcome.FAILED);
    assertThat(cluster.deployment().reason()).contains("checksum differs");

    cluster.resume();
    cluster.artifactReady("a", "dist");
    cluster.succeedAll();
    assertThat(cluster.deployment().outcome()).contains(DeploymentOutcome.SUCCEEDED);
  }

  @Test
  void whatIsFoldedFromTheJournalWantsTheSame() {
    TestCluster cluster = TestCluster.launched(2, module("a", INIT, SETUP), module("b", SETUP));
    cluster.succeed("a init worker-1");

    TestCluster recovered = cluster.recovered();

    for (String node : List.of("master-1", "worker-1", "worker-2")) {
      assertThat(recovered.messages(node)).isEqualTo(cluster.messages(node));
    }
  }
}
