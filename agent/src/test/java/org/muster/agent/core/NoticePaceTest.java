package org.muster.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class NoticePaceTest {
  private final NoticePace pace = new NoticePace();

  @Test
  void whereNothingHasEverAnsweredTheQuestionsBecomeRareAndEnd() {
    List<Long> waits = new ArrayList<>();
    Optional<Duration> wait = pace.failed();
    while (wait.isPresent()) {
      waits.add(wait.get().toSeconds());
      wait = pace.failed();
    }

    assertThat(waits).containsExactly(5L, 10L, 20L, 40L, 60L, 60L, 60L, 60L, 60L);
  }

  @Test
  void recommendationsAreAskedForEveryHalfMinute() {
    List<Integer> rounds = new ArrayList<>();
    for (int round = 0; round < 13; round++) {
      if (pace.isForAll()) {
        rounds.add(round);
        assertThat(pace.failed()).isPresent();
        assertThat(pace.isForAll()).as("it was not answered").isTrue();
      }
      assertThat(pace.answered()).isEqualTo(NoticePace.EVERY);
    }

    assertThat(rounds).containsExactly(0, 6, 12);
  }

  @Test
  void whoHasAnsweredOnceIsAskedForEver() {
    assertThat(pace.answered()).isEqualTo(NoticePace.EVERY);

    assertThat(IntStream.range(0, 1_000).mapToObj(each -> pace.failed()))
        .allMatch(Optional::isPresent)
        .last()
        .isEqualTo(Optional.of(Duration.ofMinutes(1)));

    assertThat(pace.answered()).isEqualTo(NoticePace.EVERY);
    assertThat(pace.failed()).contains(NoticePace.EVERY);
  }
}
