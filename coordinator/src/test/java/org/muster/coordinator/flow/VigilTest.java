package org.muster.coordinator.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.core.membership.Verdict;
import org.muster.coordinator.link.AgentIdentity;
import org.muster.protocol.ClusterName;
import org.muster.protocol.NodeId;
import org.muster.time.Scheduler;

final class VigilTest {
  private static final ClusterName DEMO = new ClusterName("demo");
  private static final int ALL = 50;

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Vigil vigil = new Vigil(new HandTime());

  /** Some spoke at once when the coordinator went on; a few, less than a fifth, not yet. */
  @Test
  void aCoordinatorThatStoodStillLosesNobodyWhoHasNotHadItsTurn() {
    Set<AgentIdentity> agents = agents(0, ALL);
    vigil.watch(DEMO, agents);
    speakAndAsk(agents, 100);

    now = now.plusSeconds(15);
    Set<AgentIdentity> quick = agents(0, ALL - 8);
    List<Verdict<AgentIdentity>> verdicts = speakAndAsk(quick, 14);

    assertThat(verdicts).hasSize(8);
    assertThat(verdicts).allMatch(verdict -> verdict.silence() == Verdict.Silence.LATE);
    assertThat(speakAndAsk(quick, 2))
        .hasSize(8)
        .allMatch(verdict -> verdict.silence() == Verdict.Silence.LOST);
  }

  private List<Verdict<AgentIdentity>> speakAndAsk(Set<AgentIdentity> who, int seconds) {
    List<Verdict<AgentIdentity>> last = List.of();
    for (int second = 0; second < seconds; second++) {
      now = now.plusSeconds(1);
      who.forEach(vigil::heard);
      last = vigil.verdicts();
      assertThat(last).noneMatch(verdict -> who.contains(verdict.member()));
    }
    return last;
  }

  private static Set<AgentIdentity> agents(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> new AgentIdentity(DEMO, 1, new NodeId("worker-" + i)))
        .collect(Collectors.toSet());
  }

  private final class HandTime implements Scheduler {
    @Override
    public InstantSource clock() {
      return () -> now;
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
      throw new AssertionError("a vigil is asked, it does not wake by itself");
    }
  }
}
