package org.muster.coordinator.core.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.coordinator.core.plan.ModuleSketch.module;
import static org.muster.protocol.Phase.SETUP;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.coordinator.core.event.Event;
import org.muster.protocol.BarrierRequest;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.NodeId;
import org.muster.protocol.Role;

/** Three siblings and a named barrier. */
final class BarrierTest {
  private static final BarrierRequest ALL = new BarrierRequest("b", "all", "100%", 0);
  private static final String M1 = "a setup master-1";
  private static final String W1 = "a setup worker-1";
  private static final String W2 = "a setup worker-2";

  private TestCluster cluster;

  @BeforeEach
  void threeSiblingsRun() {
    cluster = TestCluster.launched(2, module("a", SETUP).retries(SETUP, 1));
    cluster.start(M1, W1, W2);
  }

  @Test
  void opensWhenTheLastHasArrivedAndTellsEachThatWaits() {
    cluster.arrive(M1, ALL);
    cluster.arrive(W1, ALL);
    assertThat(passed("master-1")).isEmpty();

    cluster.arrive(W2, ALL);

    assertThat(passed("master-1")).containsExactly("r1");
    assertThat(passed("worker-2")).containsExactly("r1");
    assertThat(cluster.last(Event.BarrierReleased.class).excused()).isEmpty();
  }

  @Test
  void aQuorumIsEnoughAndTheOthersAreExcusedOnRecord() {
    BarrierRequest twoThirds = new BarrierRequest("b", "all", "66%", 0);
    cluster.arrive(M1, twoThirds);
    cluster.arrive(W2, twoThirds);

    assertThat(cluster.last(Event.BarrierReleased.class).excused())
        .containsExactly(new NodeId("worker-1"));
    cluster.arrive(W1, twoThirds);
    assertThat(passed("worker-1")).containsExactly("r1");
  }

  @Test
  void onlyMembersOfTheRoleAreWaitedFor() {
    BarrierRequest workers = new BarrierRequest("b", "worker", "100%", 0);
    cluster.arrive(M1, workers);
    cluster.arrive(W1, workers);
    assertThat(passed("master-1")).isEmpty();

    cluster.arrive(W2, workers);

    assertThat(passed("master-1")).containsExactly("r1");
    assertThat(passed("worker-1")).containsExactly("r1");
  }

  @Test
  void breaksAtOnceWhenAMemberHasFailedForGoodNamingIt() {
    cluster.arrive(M1, ALL);
    cluster.arrive(W1, ALL);
    cluster.fail(W2, "disk full");
    assertThat(cluster.events(Event.BarrierBroken.class)).isEmpty();

    cluster.fail(W2, "disk full");

    assertThat(broken("master-1")).singleElement().asString().contains("worker-2", "disk full");
    assertThat(broken("worker-1")).hasSize(1);
  }

  @Test
  void aMemberThatIsTriedAgainIsWaitedFor() {
    cluster.arrive(M1, ALL);
    cluster.arrive(W1, ALL);
    cluster.fail(W2, "once");

    cluster.start(W2);
    cluster.arrive(W2, ALL);

    assertThat(passed("master-1")).hasSize(1);
  }

  @Test
  void breaksWhenAMemberIsLost() {
    cluster.arrive(M1, ALL);
    cluster.arrive(W1, ALL);

    cluster.lose("worker-2");

    assertThat(broken("worker-1")).singleElement().asString().contains("worker-2 is lost");
  }

  @Test
  void whoHasArrivedAndIsLostThenCountsStill() {
    cluster.arrive(M1, ALL);
    cluster.arrive(W1, ALL);
    cluster.lose("worker-1");

    cluster.arrive(W2, ALL);

    assertThat(passed("master-1")).hasSize(1);
  }

  @Test
  void breaksWhenAMemberFinishesWithoutReachingIt() {
    cluster.arrive(M1, ALL);

    cluster.succeed(W1);

    assertThat(broken("master-1"))
        .singleElement()
        .asString()
        .contains("worker-1 finished without reaching it");
  }

  @Test
  void whoFailsWhileItWaitsHasToArriveAgain() {
    cluster.arrive(M1, ALL);
    cluster.arrive(W1, ALL);
    cluster.fail(W1, "killed");
    cluster.arrive(W2, ALL);
    assertThat(cluster.events(Event.BarrierReleased.class)).isEmpty();

    cluster.start(W1);
    cluster.arrive(W1, "r2", ALL);

    assertThat(passed("worker-1")).containsExactly("r2");
  }

  @Test
  void timesOutOnceAllMembersRunAndNamesWhoIsMissing() {
    BarrierRequest minute = new BarrierRequest("b", "all", "100%", 60);
    cluster.arrive(M1, minute);
    cluster.passes(Duration.ofSeconds(59));
    assertThat(broken("master-1")).isEmpty();

    cluster.passes(Duration.ofSeconds(2));

    assertThat(broken("master-1"))
        .singleElement()
        .asString()
        .contains("timed out after 1m: waiting for worker-1, worker-2");
  }

  @Test
  void theClockStandsStillWhileAMemberDoesNotRunYet() {
    cluster.fail(W2, "once");
    cluster.arrive(M1, new BarrierRequest("b", "all", "100%", 60));
    cluster.passes(Duration.ofMinutes(10));
    assertThat(broken("master-1")).isEmpty();

    cluster.start(W2);
    cluster.passes(Duration.ofSeconds(61));

    assertThat(broken("master-1")).hasSize(1);
  }

  @Test
  void theClockRunsAlthoughAMemberThatIsNotNeededHasFinished() {
    BarrierRequest two = new BarrierRequest("b", "all", "2", 60);
    cluster.succeed(W1);
    cluster.arrive(M1, two);

    cluster.passes(Duration.ofSeconds(61));

    assertThat(broken("master-1")).hasSize(1);
  }

  @Test
  void whatTimedOutIsAskedAnewByTheNextAttempts() {
    BarrierRequest minute = new BarrierRequest("b", "all", "100%", 60);
    cluster.arrive(M1, minute);
    cluster.arrive(W1, minute);
    cluster.passes(Duration.ofSeconds(61));
    cluster.fail(M1, "barrier");
    cluster.fail(W1, "barrier");
    cluster.start(M1, W1);

    cluster.arrive(M1, "r2", minute);
    cluster.arrive(W1, "r2", minute);
    assertThat(broken("master-1")).isEmpty();
    cluster.arrive(W2, minute);

    assertThat(passed("master-1")).containsExactly("r2");
    assertThat(passed("worker-2")).containsExactly("r1");
  }

  @Test
  void onceOpenItStaysOpenAndAnswersWhoeverComesAgain() {
    for (String step : List.of(M1, W1, W2)) {
      cluster.arrive(step, ALL);
    }
    cluster.fail(W1, "after it");
    cluster.start(W1);

    cluster.arrive(W1, "r9", ALL);

    assertThat(passed("worker-1")).containsExactly("r9");
    assertThat(cluster.events(Event.BarrierReleased.class)).hasSize(1);
  }

  @Test
  void theAnswerIsRepeatedUntilTheStepHasEnded() {
    for (String step : List.of(M1, W1, W2)) {
      cluster.arrive(step, ALL);
    }
    cluster.lose("worker-1");
    cluster.hello("worker-1", "running " + W1);
    cluster.arrive(W1, ALL);

    assertThat(passed("worker-1")).containsExactly("r1");
    assertThat(cluster.events(Event.BarrierReached.class)).hasSize(3);
  }

  @Test
  void twoRequestsOfOneStepAreBothAnswered() {
    cluster.arrive(M1, "r1", ALL);
    cluster.arrive(M1, "r2", ALL);
    cluster.arrive(W1, ALL);
    cluster.arrive(W2, ALL);

    assertThat(passed("master-1")).containsExactlyInAnyOrder("r1", "r2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0%", "101%", "999999999999", "most"})
  void aQuorumThatCannotBeIsToldToWhoAskedAndHarmsNobodyElse(String quorum) {
    cluster.arrive(M1, new BarrierRequest("b", "all", quorum, 0));

    assertThat(broken("master-1")).singleElement().asString().contains("quorum");
    cluster.fail(M1, "barrier");
    cluster.passes(Duration.ofSeconds(1));
    cluster.succeedAll();
    assertThat(cluster.deployment().isOver()).isTrue();
  }

  @Test
  void aBarrierOfNobodyIsRefusedInsteadOfOpen() {
    TestCluster workersOnly = TestCluster.launched(2, module("a").on(SETUP, Role.WORKER));

    workersOnly.arrive(W1, new BarrierRequest("b", "master", "100%", 0));

    assertThat(workersOnly.messages("worker-1", CoordinatorMessage.BarrierBroken.class))
        .extracting(CoordinatorMessage.BarrierBroken::reason)
        .singleElement()
        .asString()
        .contains("no master runs");
  }

  @Test
  void whoWaitsAtABarrierGivesItsSlotBackAndSoSlotsCannotDeadlock() {
    TestCluster many =
        TestCluster.launched(
            1,
            module("a", SETUP),
            module("b", SETUP),
            module("c", SETUP),
            module("d", SETUP),
            module("e", SETUP));
    assertThat(many.status("e setup master-1")).isEqualTo("waiting");

    many.arrive("a setup master-1", ALL);
    assertThat(many.status("e setup master-1")).isEqualTo("assigned");
    assertThat(many.active()).hasSize(9);

    many.arrive("a setup worker-1", ALL);
    assertThat(many.active()).hasSize(10);
    assertThat(many.events(Event.BarrierReleased.class)).hasSize(1);
  }

  private List<String> passed(String node) {
    return cluster.messages(node, CoordinatorMessage.BarrierPassed.class).stream()
        .map(CoordinatorMessage.BarrierPassed::request)
        .toList();
  }

  private List<String> broken(String node) {
    return cluster.messages(node, CoordinatorMessage.BarrierBroken.class).stream()
        .map(CoordinatorMessage.BarrierBroken::reason)
        .toList();
  }
}
