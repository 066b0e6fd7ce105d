package org.muster.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.CoordinatorMessage.Briefing;
import org.muster.protocol.CoordinatorMessage.MembersGiven;
import org.muster.protocol.CoordinatorMessage.RunStep;
import org.muster.protocol.CoordinatorMessage.Welcome;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.Member;
import org.muster.protocol.Membership;
import org.muster.protocol.NodeId;
import org.muster.protocol.Role;
import org.muster.protocol.Sha256;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepWork;

/** Briefings that name their members by a hash. */
final class BriefingsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final NodeId NODE = new NodeId("worker-1");
  private static final List<Member> MEMBERS =
      IntStream.range(0, 40_000)
          .mapToObj(i -> new Member(new NodeId("worker-" + i), Role.WORKER, address(i), i))
          .toList();
  private static final byte[] PACKED = Membership.pack(MEMBERS);
  private static final Sha256 HASH = Sha256.of(PACKED);

  private final Agent agent = new Agent(0);

  private static String address(int i) {
    return "10.%d.%d.%d".formatted(i * 31 % 251, i * 17 % 241, i * 13 % 239);
  }

  private static Briefing briefing(String deployment) {
    return new Briefing(
            new DeploymentId(deployment),
            1,
            Map.of(),
            Map.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            "")
        .with(List.of(), HASH.hex());
  }

  private static RunStep run(String deployment) {
    StepKey key = StepKey.parse("demo/%s/worker-1/m/setup/1".formatted(deployment));
    return new RunStep(key, 1, 1, 300, new StepWork.Script(false));
  }

  private List<Action> say(CoordinatorMessage message) {
    return Spoken.to(agent, message, NOON);
  }

  private List<Action> connect() {
    return say(new Welcome(2, 1, NODE, "test"));
  }

  private static Action ask() {
    return new Action.Send(new AgentMessage.MembersWanted(HASH));
  }

  @Test
  void aStepBeginsWhenAllPiecesOfItsMembershipAreHere() {
    connect();
    List<MembersGiven> pieces = Membership.pieces(PACKED);

    assertThat(say(briefing("d1"))).containsExactly(ask());
    assertThat(say(run("d1"))).isEmpty();
    assertThat(pieces).hasSizeGreaterThan(1);
    for (MembersGiven piece : pieces.subList(0, pieces.size() - 1)) {
      assertThat(say(piece)).isEmpty();
    }
    assertThat(say(pieces.get(pieces.size() - 1)))
        .containsExactly(new Action.RecordIntent(run("d1"), ""));
    assertThat(agent.recorded(run("d1").step(), NOON))
        .contains(new Action.Prepare(run("d1"), briefing("d1").with(MEMBERS, HASH.hex())));
  }

  @Test
  void aMembershipIsAskedForOnceAndKept() {
    connect();
    say(briefing("d1"));

    assertThat(say(briefing("d2"))).isEmpty();
    Membership.pieces(PACKED).forEach(this::say);
    assertThat(say(briefing("d3"))).isEmpty();
    assertThat(say(run("d2"))).hasSize(1);
    assertThat(say(run("d3"))).hasSize(1);

    agent.disconnected();
    connect();
    assertThat(say(briefing("d3"))).isEmpty();
  }

  @Test
  void whatHadNotComeIsAskedForAgainOnTheNextConnection() {
    connect();
    say(briefing("d1"));
    say(Membership.pieces(PACKED).get(0));
    agent.disconnected();
    connect();

    assertThat(say(briefing("d1"))).containsExactly(ask());
  }

  @Test
  void aConnectionOnWhichSomethingElseComesIsLeft() {
    connect();
    say(briefing("d1"));

    List<Action> actions = say(new MembersGiven(HASH, 0, 5, "aGVsbG8="));

    assertThat(actions).hasSize(1).allMatch(action -> action instanceof Action.Leave);
  }

  @Test
  void aMembershipThatNobodyAskedForIsIgnored() {
    connect();

    assertThat(Membership.pieces(PACKED)).allSatisfy(piece -> assertThat(say(piece)).isEmpty());
  }
}
