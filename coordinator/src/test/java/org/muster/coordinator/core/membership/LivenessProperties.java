package org.muster.coordinator.core.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

final class LivenessProperties {
  private static final long SETTLED = 20_000;

  @Property(tries = 30)
  void aPauseOfTheCoordinatorLosesNobody(
      @ForAll @IntRange(min = 1, max = 30) int members,
      @ForAll @LongRange(min = 10_000, max = 14_000) long from,
      @ForAll @LongRange(min = 1, max = 15_000) long length) {
    Watched watched = new Watched(members).pausing(from, length).until(60_000);

    assertThat(watched.lostAfter()).isEmpty();
  }

  @Property(tries = 30)
  void aCutBetweenTheCoordinatorAndAllMembersLosesNobody(
      @ForAll @IntRange(min = 2, max = 30) int members,
      @ForAll @LongRange(min = 10_000, max = 14_000) long from,
      @ForAll @LongRange(min = 1, max = 40_000) long length) {
    Watched watched =
        new Watched(members)
            .speaking((member, at) -> at < from || at > from + length)
            .until(70_000);

    assertThat(watched.lostAfter()).isEmpty();
  }

  @Property(tries = 30)
  void oneSilentMemberIsLostInTime(
      @ForAll @IntRange(min = 1, max = 30) int members,
      @ForAll @IntRange(max = 1_000) int chosen,
      @ForAll @LongRange(min = SETTLED, max = SETTLED + 3_500) long from) {
    int silent = chosen % members;
    Watched watched =
        new Watched(members).speaking((member, at) -> member != silent || at < from).until(45_000);

    assertThat(watched.lostAfter()).containsOnlyKeys(silent);
    assertThat(watched.lostAfter().get(silent))
        .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(16));
  }

  @Property(tries = 30)
  void whoFellSilentFirstIsLostFirst(
      @ForAll List<@LongRange(min = SETTLED, max = SETTLED + 40_000) Long> moments) {
    int silent = Math.min(moments.size(), 8);
    Watched watched =
        new Watched(30)
            .speaking((member, at) -> member >= silent || at < moments.get(member))
            .until(130_000);

    assertThat(watched.lostInOrder()).hasSize(silent);
    assertThat(watched.lostInOrder().stream().map(watched::lastWord)).isSorted();
  }

  @Property(tries = 30)
  void manyThatFallSilentAtOnceAreDoubtedForAMinuteAndThenLost(
      @ForAll @IntRange(min = 2, max = 30) int members, @ForAll @IntRange(max = 1_000) int chosen) {
    int fewest = Math.max(2, members / 5 + 1);
    int silent = fewest + chosen % (members - fewest + 1);
    Watched watched =
        new Watched(members)
            .speaking((member, at) -> member >= silent || at < SETTLED)
            .until(90_000);

    assertThat(watched.lostAfter()).hasSize(silent);
    assertThat(watched.lostAfter().values())
        .allSatisfy(
            after -> assertThat(after).isBetween(Duration.ofSeconds(57), Duration.ofSeconds(61)));
  }
}
