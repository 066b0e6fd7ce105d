package org.muster.coordinator.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.core.event.DeploymentKind;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.plan.ModuleSketch;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.protocol.ClusterName;
import org.muster.protocol.Codec;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.CoordinatorMessage.Briefing;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.Member;
import org.muster.protocol.Membership;
import org.muster.protocol.NodeId;
import org.muster.protocol.Phase;
import org.muster.protocol.Role;
import org.muster.protocol.Sha256;

final class BriefingBookTest {
  private static final DeploymentId D1 = new DeploymentId("d1");

  private final ClusterState state = new ClusterState(new ClusterName("demo"));
  private final BriefingBook book = new BriefingBook();

  private List<Member> frozenWith(int members) {
    EventSamples.all().stream()
        .filter(e -> e instanceof Event.ClusterCreated || e instanceof Event.LaunchWished)
        .forEach(event -> state.apply(event, Instant.EPOCH));
    state.apply(
        new Event.DeploymentStarted(
            D1,
            DeploymentKind.LAUNCH,
            ModuleSketch.blueprint(ModuleSketch.module("spark", Phase.SETUP)),
            List.of(new NodeId("worker-1")),
            List.of(),
            0,
            false,
            ""),
        Instant.EPOCH);
    List<Member> frozen = new ArrayList<>();
    for (int i = 0; i < members; i++) {
      frozen.add(
          new Member(
              new NodeId("worker-" + i), Role.WORKER, "10.0.%d.%d".formatted(i / 256, i % 256), i));
    }
    state.apply(new Event.MembershipFrozen(D1, frozen, List.of()), Instant.EPOCH);
    return frozen;
  }

  private Briefing briefing(int protocol) {
    return book.briefing(state, D1, protocol);
  }

  @Test
  void aShortListOfMembersIsInTheBriefing() {
    List<Member> members = frozenWith(BriefingBook.MEMBERS_AT_MOST);

    assertThat(briefing(2).members()).isEqualTo(members);
    assertThat(briefing(2).membership()).isEmpty();
  }

  @Test
  void aLongListIsNamedByItsHashAndGivenToWhomAsks() {
    List<Member> members = frozenWith(10_000);

    Briefing briefing = briefing(2);

    assertThat(briefing.members()).isEmpty();
    assertThat(briefing.membership()).isEqualTo(Sha256.of(Membership.pack(members)).hex());
    assertThat(book.members(new Sha256(briefing.membership())))
        .isEqualTo(Membership.pieces(Membership.pack(members)));
    String frame = new Codec().encode(CoordinatorMessage.class, briefing);
    assertThat(frame.getBytes(StandardCharsets.UTF_8).length).isLessThan(20_000);
  }

  @Test
  void everyNodeGetsTheSameBriefingUntilSomethingInItChanges() {
    frozenWith(300);
    Briefing first = briefing(2);

    assertThat(briefing(2)).isSameAs(first);

    book.secrets(Map.of("KEY", "value"));
    assertThat(briefing(2).secrets()).containsEntry("KEY", "value");
    assertThat(briefing(2).membership()).isEqualTo(first.membership());
  }

  @Test
  void anAgentOfTheFirstVersionGetsTheWholeList() {
    List<Member> members = frozenWith(300);

    assertThat(briefing(1).members()).isEqualTo(members);
  }

  @Test
  void aMembershipThatNobodyNamesIsNotKnown() {
    frozenWith(3);

    assertThat(book.members(Sha256.of(new byte[] {1}))).isEmpty();
  }
}
