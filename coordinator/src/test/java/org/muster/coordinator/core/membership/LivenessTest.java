package org.muster.coordinator.core.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.coordinator.core.membership.Watched.START;
import static org.muster.coordinator.core.membership.Watched.time;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.core.membership.Verdict.Silence;

final class LivenessTest {
  private final Liveness<String> liveness = new Liveness<>(START);

  @Test
  void aMemberIsLateBeforeItIsLost() {
    liveness.heard("worker-1", time(0));

    assertThat(ask(0, 5_000)).isEmpty();
    assertThat(ask(6_000, 6_000)).containsExactly(late("worker-1"));
    assertThat(ask(7_000, 14_000)).containsExactly(late("worker-1"));
    assertThat(ask(15_000, 15_000)).containsExactly(lost("worker-1"));
  }

  @Test
  void aMemberThatSpeaksAgainIsNeither() {
    liveness.heard("worker-1", time(0));
    assertThat(ask(0, 20_000)).containsExactly(lost("worker-1"));

    liveness.heard("worker-1", time(20_500));

    assertThat(ask(21_000, 21_000)).isEmpty();
  }

  @Test
  void aWordFromBeforeAStallOfOurOwnDoesNotEndTheLeaseThatBeganAfterIt() {
    liveness.heard("worker-1", time(0));
    assertThat(ask(0, 1_000)).isEmpty();
    assertThat(ask(20_000, 20_000)).isEmpty();

    liveness.heard("worker-1", time(0));

    assertThat(ask(21_000, 25_000)).isEmpty();
    assertThat(ask(26_000, 34_000)).containsExactly(late("worker-1"));
    assertThat(ask(35_000, 35_000)).containsExactly(lost("worker-1"));
  }

  @Test
  void aForgottenMemberHasNoVerdict() {
    liveness.heard("worker-1", time(0));
    assertThat(ask(0, 20_000)).containsExactly(lost("worker-1"));

    liveness.forget("worker-1");

    assertThat(ask(21_000, 21_000)).isEmpty();
  }

  @Test
  void whoIsOnlyKnownFromBeforeTheStartHasAMinuteToComeBack() {
    liveness.expect("worker-1", time(0));

    assertThat(ask(0, 59_000)).containsExactly(late("worker-1"));
    assertThat(ask(60_000, 60_000)).containsExactly(lost("worker-1"));
  }

  @Test
  void whoIsExpectedLaterHasALease() {
    assertThat(ask(0, 100_000)).isEmpty();
    liveness.expect("worker-1", time(100_000));

    assertThat(ask(101_000, 114_000)).containsExactly(late("worker-1"));
    assertThat(ask(115_000, 115_000)).containsExactly(lost("worker-1"));
  }

  @Test
  void toExpectAMemberThatSpokeChangesNothing() {
    liveness.heard("worker-1", time(0));
    liveness.expect("worker-1", time(10_000));

    assertThat(ask(0, 15_000)).containsExactly(lost("worker-1"));
  }

  @Test
  void aFifthAtOnceIsNotMany() {
    for (int i = 0; i < 10; i++) {
      liveness.heard("worker-" + i, time(0));
    }
    for (long at = 1_000; at < 15_000; at += 1_000) {
      for (int i = 2; i < 10; i++) {
        liveness.heard("worker-" + i, time(at));
      }
      assertThat(liveness.verdicts(time(at))).noneMatch(LivenessTest::isLost);
    }

    assertThat(liveness.verdicts(time(15_000)))
        .containsExactlyInAnyOrder(lost("worker-0"), lost("worker-1"));
  }

  @Test
  void aVerdictStandsWhileTheCoordinatorDoubtsItself() {
    liveness.heard("worker-1", time(0));
    assertThat(ask(0, 15_000)).containsExactly(lost("worker-1"));
    liveness.heard("worker-2", time(15_000));
    liveness.heard("worker-3", time(15_000));

    List<Verdict<String>> verdicts = ask(16_000, 40_000);

    assertThat(verdicts)
        .containsExactlyInAnyOrder(lost("worker-1"), late("worker-2"), late("worker-3"));
  }

  @Test
  void leasesBeginAnewAfterAStall() {
    liveness.heard("worker-1", time(0));
    assertThat(ask(0, 10_000)).containsExactly(late("worker-1"));

    assertThat(ask(12_001, 12_001)).isEmpty();

    assertThat(ask(13_000, 27_000)).containsExactly(late("worker-1"));
    assertThat(ask(28_000, 28_000)).containsExactly(lost("worker-1"));
  }

  @Test
  void aClockThatIsSetBackLosesNobodyAndFreesNobody() {
    liveness.heard("worker-1", time(3_600_000));
    assertThat(ask(3_600_000, 3_601_000)).isEmpty();

    assertThat(ask(0, 14_000)).containsExactly(late("worker-1"));
    assertThat(ask(15_000, 15_000)).containsExactly(lost("worker-1"));
  }

  private List<Verdict<String>> ask(long from, long until) {
    List<Verdict<String>> verdicts = liveness.verdicts(time(from));
    for (long at = from + 1_000; at <= until; at += 1_000) {
      verdicts = liveness.verdicts(time(at));
    }
    return verdicts;
  }

  private static boolean isLost(Verdict<String> verdict) {
    return verdict.silence() == Silence.LOST;
  }

  private static Verdict<String> late(String member) {
    return new Verdict<>(member, Silence.LATE);
  }

  private static Verdict<String> lost(String member) {
    return new Verdict<>(member, Silence.LOST);
  }
}
