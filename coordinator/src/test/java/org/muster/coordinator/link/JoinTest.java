package org.muster.coordinator.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.coordinator.link.TestAgent.Wire;
import org.muster.error.ErrorCode;
import org.muster.protocol.AgentMessage.Hello;
import org.muster.protocol.ClusterName;
import org.muster.protocol.JoinAnswer.JoinAccepted;
import org.muster.protocol.JoinAnswer.JoinChallenge;
import org.muster.protocol.JoinAnswer.JoinLater;
import org.muster.protocol.JoinAnswer.JoinRefused;
import org.muster.protocol.JoinMessage.JoinBegin;
import org.muster.protocol.JoinMessage.JoinProve;
import org.muster.protocol.NodeId;
import org.muster.protocol.ProtocolRange;

final class JoinTest {
  @TempDir Path home;
  private LinkFixture link;

  @BeforeEach
  void listen() throws Exception {
    link = LinkFixture.calm(home);
  }

  @AfterEach
  void stop() throws Exception {
    link.close();
  }

  @Test
  void aNodeThatHoldsTheTokenOfItsLaunchIsAdmittedAndConnects() throws Exception {
    link.desk.expect("i-1", "worker-1");
    TestAgent agent = link.stranger("i-1");

    JoinAccepted accepted = (JoinAccepted) agent.join(link.token);
    agent.connectAndSayHello();

    assertThat(accepted.node()).isEqualTo(new NodeId("worker-1"));
    assertThat(link.events.next("connected").connection().identity())
        .isEqualTo(
            new AgentIdentity(FakeDesk.CLUSTER, FakeDesk.INCARNATION, new NodeId("worker-1")));
    JoinAttempt attempt = link.desk.attempts.remove();
    assertThat(attempt.isTokenProven()).isTrue();
    assertThat(attempt.publicKey()).isEqualTo(agent.publicKey());
    assertThat(attempt.remoteAddress()).isEqualTo("127.0.0.1");
  }

  @Test
  void aWrongTokenIsRefusedBeforeTheDeskHearsOfIt() throws Exception {
    link.desk.expect("i-1", "worker-1");
    String wrong = Base64.getUrlEncoder().encodeToString(new byte[32]);

    JoinRefused refused = (JoinRefused) link.stranger("i-1").join(wrong);

    assertThat(refused.code()).isEqualTo(ErrorCode.JOIN_REFUSED);
    assertThat(refused.reason()).contains("join token");
    assertThat(link.desk.attempts).isEmpty();
  }

  @Test
  void whatTheDeskSaysOfAnExpiredLaunchReachesTheNode() throws Exception {
    link.desk.expect("i-1", "worker-1");
    link.desk.isLaunchExpired = true;

    JoinRefused refused = (JoinRefused) link.stranger("i-1").join(link.token);

    assertThat(refused.reason()).isEqualTo("the launch has expired");
  }

  @Test
  void aNodeThatIsTooEarlyIsToldWhenToComeBack() throws Exception {
    JoinLater later = (JoinLater) link.stranger("i-unknown").join(link.token);

    assertThat(later.retryAfterMillis()).isEqualTo(250);
  }

  @Test
  void aTokenProofMadeForAnotherKeyIsRefused() throws Exception {
    link.desk.expect("i-1", "worker-1");
    TestAgent honest = link.stranger("i-1");
    TestAgent thief = link.stranger("i-1");
    Wire wire = thief.connect().say(thief.begin());
    JoinChallenge challenge = wire.answer(JoinChallenge.class);
    JoinProve honestProof = honest.prove(challenge, link.token);
    JoinProve thiefsProof = thief.prove(challenge, "");

    wire.say(
        new JoinProve(
            thiefsProof.publicKey(),
            thiefsProof.signature(),
            honestProof.tokenProof(),
            TestAgent.FACTS));

    assertThat(wire.answer(JoinRefused.class).reason()).contains("join token");
    assertThat(link.desk.attempts).isEmpty();
  }

  @Test
  void aSignatureByAnotherKeyIsRefused() throws Exception {
    link.desk.expect("i-1", "worker-1");
    TestAgent agent = link.stranger("i-1");
    Wire wire = agent.connect().say(agent.begin());
    JoinChallenge challenge = wire.answer(JoinChallenge.class);
    JoinProve proof = agent.prove(challenge, link.token);
    String byAnother = link.stranger("i-1").sign(agent.transcript(challenge).bytes());

    wire.say(new JoinProve(proof.publicKey(), byAnother, proof.tokenProof(), TestAgent.FACTS));

    assertThat(wire.answer(JoinRefused.class).reason()).contains("private key");
  }

  @Test
  void aProofForAnEarlierNonceIsRefused() throws Exception {
    link.desk.expect("i-1", "worker-1");
    TestAgent agent = link.stranger("i-1");
    Wire first = agent.connect().say(agent.begin());
    JoinProve old = agent.prove(first.answer(JoinChallenge.class), link.token);
    Wire second = agent.connect().say(agent.begin());
    second.answer(JoinChallenge.class);

    second.say(old);

    assertThat(second.answer(JoinRefused.class).code()).isEqualTo(ErrorCode.JOIN_REFUSED);
  }

  @Test
  void aKnownNodeComesBackByItsKeyAloneAfterItsCertificateExpired() throws Exception {
    TestAgent agent = link.member("worker-1");
    link.passTime(Duration.ofDays(7));

    JoinAccepted again = (JoinAccepted) link.anotherWithKeyOf(agent).join("");

    assertThat(again.node()).isEqualTo(new NodeId("worker-1"));
  }

  @Test
  void anExpiredCertificateDoesNotOpenTheLink() throws Exception {
    TestAgent agent = link.member("worker-1");
    link.passTime(Duration.ofDays(7));

    Wire wire = agent.connectAndSayHello();

    assertThat(wire.answer(JoinRefused.class).code()).isEqualTo(ErrorCode.UNREADABLE_MESSAGE);
    assertThat(link.events.isQuiet()).isTrue();
  }

  @Test
  void aSecondFirstJoinOfTheSameInstanceIsRefused() throws Exception {
    link.member("worker-1");

    JoinRefused refused = (JoinRefused) link.stranger("i-worker-1").join(link.token);

    assertThat(refused.reason()).contains("joined before");
  }

  @Test
  void aClusterThatIsNotThereAdmitsNobody() throws Exception {
    TestAgent agent = link.stranger("i-1");
    Wire wire =
        agent
            .connect()
            .say(
                new JoinBegin(ProtocolRange.OURS, new ClusterName("gone"), FakeDesk.LAUNCH, "i-1"));

    wire.say(agent.prove(wire.answer(JoinChallenge.class), link.token));

    assertThat(wire.answer(JoinRefused.class).reason()).contains("no cluster 'gone'");
    assertThat(link.desk.attempts).isEmpty();
  }

  @Test
  void aBuildThatSpeaksNoCommonProtocolIsRefusedAtOnce() throws Exception {
    Wire wire =
        link.stranger("i-1")
            .connect()
            .say(new JoinBegin(new ProtocolRange(7, 9), FakeDesk.CLUSTER, FakeDesk.LAUNCH, "i-1"));

    JoinRefused refused = wire.answer(JoinRefused.class);

    assertThat(refused.code()).isEqualTo(ErrorCode.INCOMPATIBLE_VERSION);
    assertThat(refused.reason()).endsWith("update the coordinator");
  }

  @Test
  void withoutACertificateNothingButTheTwoJoinMessagesIsUnderstood() throws Exception {
    Wire wire =
        link.stranger("i-1")
            .connect()
            .say(new Hello(ProtocolRange.OURS, "0.1", 0, TestAgent.FACTS, java.util.List.of()));

    JoinRefused refused = wire.answer(JoinRefused.class);

    assertThat(refused.code()).isEqualTo(ErrorCode.UNREADABLE_MESSAGE);
    wire.awaitEnd();
    assertThat(link.events.isQuiet()).isTrue();
  }

  @Test
  void whatAStrangerSendsIsNotThrownBackAtItInFull() throws Exception {
    Wire wire = link.stranger("i-1").connect();

    wire.write("{\"type\":\"%s\"}".formatted("x\\n".repeat(10_000)));

    assertThat(wire.answer(JoinRefused.class).reason()).hasSizeLessThan(302).doesNotContain("\n");
  }

  @Test
  void aThirdMessageEndsTheDialogue() throws Exception {
    TestAgent agent = link.stranger("i-1");
    Wire wire = agent.connect().say(agent.begin());
    wire.answer(JoinChallenge.class);

    wire.say(agent.begin());

    assertThat(wire.answer(JoinRefused.class).code()).isEqualTo(ErrorCode.UNREADABLE_MESSAGE);
    wire.awaitEnd();
  }

  @Test
  void aFrameThatIsTooLargeEndsTheConnection() throws Exception {
    Wire wire = link.stranger("i-1").connect();

    wire.write(" ".repeat(300 * 1024));

    wire.awaitEnd();
    assertThat(link.desk.attempts).isEmpty();
  }
}
