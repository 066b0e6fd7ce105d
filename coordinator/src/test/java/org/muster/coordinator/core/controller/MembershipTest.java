package org.muster.coordinator.core.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.coordinator.core.plan.ModuleSketch.module;
import static org.muster.protocol.Phase.INIT;
import static org.muster.protocol.Phase.SETUP;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.module.OnUnknown;
import org.muster.coordinator.core.plan.ModuleSketch;
import org.muster.coordinator.core.state.NodeStatus;
import org.muster.error.ErrorCode;
import org.muster.protocol.BarrierRequest;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.LaunchId;
import org.muster.protocol.NodeId;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;

/** Who is let in, who is lost, and who is back. */
final class MembershipTest {
  private static final ModuleSketch A =
      module("a", SETUP).onUnknown(SETUP, OnUnknown.RETRY).retries(SETUP, 1);

  // ---- join

  @Test
  void aNodeOfTheLedgerIsLetInOnceTheProviderHasAnswered() {
    TestCluster cluster = TestCluster.wished(1, "100%", A);
    assertThat(cluster.claim(cluster.claim("worker-1", "k"))).isInstanceOf(JoinVerdict.Later.class);

    cluster.providerAnswers();

    assertThat(cluster.claim(cluster.claim("worker-1", "k")))
        .isEqualTo(new JoinVerdict.Admitted(new NodeId("worker-1"), 1));
    assertThat(cluster.node("worker-1").status()).isEqualTo(NodeStatus.JOINED);
  }

  @Test
  void aWrongTokenIsRefusedAndShown() {
    TestCluster cluster = TestCluster.launched(1, A);

    JoinVerdict verdict =
        cluster.claim(
            new JoinClaim(TestCluster.L1, "i-x", "k", TestCluster.facts("worker-1", "b"), false));

    assertThat(refusal(verdict)).contains("token is wrong");
    assertThat(cluster.state().alarms()).singleElement().asString().contains("i-x");
  }

  @Test
  void anExpiredTokenIsRefused() {
    TestCluster cluster = TestCluster.wished(1, "100%", A);
    cluster.providerAnswers();
    cluster.passes(Duration.ofHours(2));

    assertThat(refusal(cluster.claim(cluster.claim("worker-1", "k")))).contains("expired");
  }

  @Test
  void aTokenAdmitsAsManyAsWereAskedFor() {
    TestCluster cluster = TestCluster.launched(1, A);

    assertThat(refusal(cluster.claim(cluster.claim("worker-7", "k")))).contains("used up");
  }

  @Test
  void aLaunchThatIsNotInTheLedgerIsRefused() {
    TestCluster cluster = TestCluster.launched(1, A);
    JoinClaim claim =
        new JoinClaim(new LaunchId("l9"), "i-x", "k", TestCluster.facts("worker-1", "b"), true);

    assertThat(refusal(cluster.claim(claim))).contains("l9", "not in the ledger");
  }

  @Test
  void aSecondFirstJoinOfAnInstanceIsRefusedAndShown() {
    TestCluster cluster = TestCluster.launched(1, A);

    assertThat(refusal(cluster.claim(cluster.claim("worker-1", "other"))))
        .contains("joined before as worker-1");
    assertThat(cluster.state().alarms()).hasSize(1);
    assertThat(cluster.node("worker-1").publicKey()).isEqualTo("key-worker-1");
  }

  @Test
  void aKnownKeyComesBackWithoutToken() {
    TestCluster cluster = TestCluster.launched(1, A);
    JoinClaim byKey =
        new JoinClaim(
            TestCluster.L1, "", "key-worker-1", TestCluster.facts("worker-1", "b"), false);

    assertThat(cluster.claim(byKey)).isEqualTo(new JoinVerdict.Admitted(new NodeId("worker-1"), 1));
  }

  @Test
  void aRenewedKeyIsTheOneThatCounts() {
    TestCluster cluster = TestCluster.launched(1, A);
    cluster.user((mind, at) -> mind.keyChanged(at, new NodeId("worker-1"), "fresh"));

    JoinClaim byKey =
        new JoinClaim(TestCluster.L1, "", "fresh", TestCluster.facts("worker-1", "b"), false);
    assertThat(cluster.claim(byKey)).isInstanceOf(JoinVerdict.Admitted.class);
    assertThat(refusal(cluster.claim(cluster.claim("worker-1", "key-worker-1")))).isNotEmpty();
  }

  @Test
  void nobodyJoinsAClusterThatGoesOrIsGone() {
    TestCluster cluster = TestCluster.launched(1, A);
    cluster.user(Controller::destroy);
    assertThat(code(cluster.claim(cluster.claim("worker-1", "key-worker-1"))))
        .isEqualTo(ErrorCode.NOT_FOUND);

    cluster.user(Controller::destroyed);

    assertThat(code(cluster.claim(cluster.claim("worker-1", "key-worker-1"))))
        .isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(cluster.state().isPresent()).isFalse();
  }

  @Test
  void whoseInstanceIsUnknownTakesAPlaceThatHasNone() {
    TestCluster cluster = TestCluster.wished(1, "100%", A);
    cluster.user((mind, at) -> mind.launched(at, TestCluster.L1, Map.of()));

    assertThat(cluster.claim(cluster.claim("anything", "k1")))
        .isEqualTo(new JoinVerdict.Admitted(new NodeId("master-1"), 1));
    assertThat(cluster.claim(cluster.claim("other", "k2")))
        .isEqualTo(new JoinVerdict.Admitted(new NodeId("worker-1"), 1));
  }

  @Test
  void aNodeThatNeverJoinsIsLostAndHoldsTheLaunchByName() {
    TestCluster cluster = TestCluster.wished(1, "100%", A);
    cluster.providerAnswers();
    cluster.join("master-1");

    cluster.passes(Duration.ofMinutes(11));

    assertThat(cluster.node("worker-1").status()).isEqualTo(NodeStatus.LOST);
    assertThat(cluster.deployment().blockedBy()).containsExactly("worker-1");
  }

  @Test
  void aLaunchThatTheProviderRefusesFailsNamingWhy() {
    TestCluster cluster = TestCluster.wished(1, "100%", A);

    cluster.user((mind, at) -> mind.launchFailed(at, TestCluster.L1, "no capacity"));

    assertThat(cluster.deployment().isOver()).isTrue();
    assertThat(cluster.deployment().reason()).contains("no capacity");
  }

  // ---- lost and back

  @Test
  void theStepsOfALostNodeAreUnknownAndBlockByItsName() {
    TestCluster cluster = TestCluster.launched(1, A);
    cluster.succeed("a setup master-1");

    cluster.lose("worker-1");

    assertThat(cluster.status("a setup worker-1")).isEqualTo("unknown");
    assertThat(cluster.deployment().blockedBy()).containsExactly("worker-1");
    assertThat(cluster.deployment().isOver()).isFalse();
  }

  @Test
  void aLostNodeDoesNotBlockWhileOthersWork() {
    TestCluster cluster = TestCluster.launched(1, A);

    cluster.lose("worker-1");

    assertThat(cluster.deployment().blockedBy()).isEmpty();
  }

  @Test
  void whatStillRunsOnANodeThatIsBackGoesOn() {
    TestCluster cluster = TestCluster.launched(1, A);
    cluster.start("a setup worker-1");
    StepKey before = cluster.key("a setup worker-1");
    cluster.succeed("a setup master-1");
    cluster.lose("worker-1");

    cluster.hello("worker-1", "running a setup worker-1");

    assertThat(cluster.status("a setup worker-1")).isEqualTo("running");
    assertThat(cluster.key("a setup worker-1")).isEqualTo(before);
    assertThat(cluster.events(Event.DeploymentUnblocked.class)).hasSize(1);
    cluster.succeed("a setup worker-1");
    assertThat(cluster.deployment().isOver()).isTrue();
  }

  @Test
  void whatFinishedMeanwhileCounts() {
    TestCluster cluster = TestCluster.launched(1, A);
    cluster.start("a setup worker-1");
    cluster.lose("worker-1");

    cluster.hello("worker-1", "finished a setup worker-1");
    cluster.succeed("a setup worker-1");

    assertThat(cluster.status("a setup worker-1")).isEqualTo("succeeded");
    assertThat(cluster.cell("a setup worker-1").attempt()).isEqualTo(1);
  }

  @Test
  void whatNeverReachedTheNodeIsSentAgainUnderItsOldName() {
    TestCluster cluster = TestCluster.launched(1, A);
    cluster.lose("worker-1");

    cluster.hello("worker-1");

    assertThat(cluster.status("a setup worker-1")).isEqualTo("assigned");
    assertThat(cluster.cell("a setup worker-1").attempt()).isEqualTo(1);
    assertThat(cluster.messages("worker-1")).hasSize(1);
  }

  @Test
  void whatRanOnANodeThatLostItsJournalIsUnknownAndItsPolicyDecides() {
    TestCluster cluster = TestCluster.launched(1, A, module("b", SETUP));
    cluster.start("a setup worker-1", "b setup worker-1");
    cluster.lose("worker-1");

    cluster.hello("worker-1");

    assertThat(cluster.cell("a setup worker-1").attempt()).isEqualTo(2);
    assertThat(cluster.status("b setup worker-1")).isEqualTo("failed");
  }

  @Test
  void aConnectionThatWasOnlyCutChangesNothing() {
    TestCluster cluster = TestCluster.launched(1, A);
    cluster.start("a setup worker-1");
    int events = cluster.events().size();

    cluster.hello("worker-1", "running a setup worker-1");

    assertThat(cluster.events()).hasSize(events);
  }

  @Test
  void aStepWhoseStartWasNeverReportedIsLearntFromTheDigest() {
    TestCluster cluster = TestCluster.launched(1, A);

    cluster.hello("worker-1", "running a setup worker-1");

    assertThat(cluster.status("a setup worker-1")).isEqualTo("running");
  }

  // ---- cancel and resume

  @Test
  void cancellingStopsWhatRunsAndStartsNothingNew() {
    TestCluster cluster = TestCluster.launched(1, module("a", INIT, SETUP));
    cluster.succeed("a init master-1");

    cluster.cancel();

    assertThat(cluster.status("a setup worker-1")).isEqualTo("cancelled");
    assertThat(cluster.messages("worker-1"))
        .singleElement()
        .isInstanceOf(CoordinatorMessage.CancelStep.class);
    assertThat(cluster.deployment().isOver()).isFalse();
    cluster.end(cluster.key("a setup master-1"), StepOutcome.CANCELLED, "by the user");
    cluster.end(cluster.key("a init worker-1"), StepOutcome.CANCELLED, "by the user");
    assertThat(cluster.deployment().outcome().orElseThrow().label()).isEqualTo("cancelled");
  }

  @Test
  void aCancelledDeploymentDoesNotWaitForALostNodeAndSaysWhatItLeft() {
    TestCluster cluster = TestCluster.launched(1, A);
    cluster.start("a setup worker-1");
    cluster.succeed("a setup master-1");
    cluster.lose("worker-1");

    cluster.cancel();

    assertThat(cluster.deployment().isOver()).isTrue();
    assertThat(cluster.deployment().reason()).contains("left unknown: a setup on worker-1");
  }

  @Test
  void whatACancelledDeploymentLeftRunningIsStoppedWhenItsNodeIsBack() {
    TestCluster cluster = TestCluster.launched(1, A);
    cluster.start("a setup worker-1");
    cluster.succeed("a setup master-1");
    cluster.lose("worker-1");
    cluster.cancel();

    cluster.hello("worker-1", "running a setup worker-1");

    assertThat(cluster.messages("worker-1"))
        .singleElement()
        .isInstanceOf(CoordinatorMessage.CancelStep.class);
    cluster.end(cluster.key("a setup worker-1"), StepOutcome.CANCELLED, "by the user");
    assertThat(cluster.messages("worker-1")).isEmpty();
    assertThat(cluster.status("a setup worker-1")).isEqualTo("cancelled");
  }

  @Test
  void aResumedDeploymentFinishesWhatACancelLeftUnknown() {
    TestCluster cluster = TestCluster.launched(1, A);
    cluster.start("a setup worker-1");
    cluster.succeed("a setup master-1");
    cluster.lose("worker-1");
    cluster.cancel();

    cluster.resume();
    assertThat(cluster.deployment().blockedBy()).containsExactly("worker-1");
    cluster.hello("worker-1", "running a setup worker-1");
    cluster.succeed("a setup worker-1");

    assertThat(cluster.deployment().outcome().orElseThrow().label()).isEqualTo("succeeded");
  }

  @Test
  void aResumeFindsWhatCameBackWhileTheDeploymentWasOver() {
    TestCluster cluster = TestCluster.launched(1, A);
    cluster.start("a setup worker-1");
    cluster.succeed("a setup master-1");
    cluster.lose("worker-1");
    cluster.cancel();
    cluster.hello("worker-1", "running a setup worker-1");

    cluster.resume();
    assertThat(cluster.active()).containsExactly("a setup worker-1");
    cluster.end(cluster.key("a setup worker-1"), StepOutcome.CANCELLED, "by the user");
    assertThat(cluster.cell("a setup worker-1").attempt()).isEqualTo(2);
    cluster.succeed("a setup worker-1");

    assertThat(cluster.deployment().outcome().orElseThrow().label()).isEqualTo("succeeded");
  }

  @Test
  void aResumeRunsNothingAgainThatHasSucceeded() {
    TestCluster cluster =
        TestCluster.launched(1, module("a", INIT, SETUP), module("b", SETUP).requires("a"));
    cluster.succeed("a init master-1", "a init worker-1", "a setup master-1");
    cluster.fail("a setup worker-1", "no");
    cluster.succeedAll();
    assertThat(cluster.deployment().isOver()).isTrue();

    cluster.resume();

    assertThat(cluster.active()).containsExactly("a setup worker-1");
    assertThat(cluster.cell("a setup worker-1").attempt()).isEqualTo(2);
    cluster.succeedAll();
    assertThat(cluster.deployment().outcome().orElseThrow().label()).isEqualTo("succeeded");
    assertThat(
            cluster.events(Event.StepAssigned.class).stream()
                .map(event -> event.step().toString())
                .filter(step -> step.contains("/a/init/")))
        .hasSize(2);
  }

  @Test
  void aBarrierThatBrokeIsWholeAgainAfterAResume() {
    TestCluster cluster = TestCluster.launched(1, module("a", SETUP));
    BarrierRequest all = new BarrierRequest("b", "all", "100%", 0);
    cluster.arrive("a setup master-1", all);
    cluster.fail("a setup worker-1", "no");
    cluster.fail("a setup master-1", "barrier");

    cluster.resume();
    cluster.arrive("a setup master-1", all);
    cluster.arrive("a setup worker-1", all);

    assertThat(cluster.events(Event.BarrierReleased.class)).hasSize(1);
  }

  private static String refusal(JoinVerdict verdict) {
    assertThat(verdict).isInstanceOf(JoinVerdict.Refused.class);
    return ((JoinVerdict.Refused) verdict).reason();
  }

  private static ErrorCode code(JoinVerdict verdict) {
    return ((JoinVerdict.Refused) verdict).code();
  }
}
