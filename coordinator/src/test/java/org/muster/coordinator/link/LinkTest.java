package org.muster.coordinator.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.coordinator.link.RecordingEvents.Told;
import org.muster.coordinator.link.TestAgent.Wire;
import org.muster.error.ErrorCode;
import org.muster.protocol.AgentMessage.Hello;
import org.muster.protocol.AgentMessage.Pulse;
import org.muster.protocol.AgentMessage.RenewCertificate;
import org.muster.protocol.AgentMessage.StepStarted;
import org.muster.protocol.CoordinatorMessage.CertificateIssued;
import org.muster.protocol.CoordinatorMessage.Ping;
import org.muster.protocol.CoordinatorMessage.Refused;
import org.muster.protocol.CoordinatorMessage.Welcome;
import org.muster.protocol.NodeId;
import org.muster.protocol.ProtocolRange;
import org.muster.protocol.RenewalTranscript;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepSummary;

final class LinkTest {
  private static final String BLOB = "ab".repeat(32);
  private static final StepKey OWN = StepKey.parse("demo/d1/worker-1/spark/init/1");
  private static final StepKey OTHERS = StepKey.parse("demo/d1/worker-2/spark/init/1");

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
  void messagesGoBothWaysUnderTheIdentityOfTheCertificate() throws Exception {
    Wire wire = link.member("worker-1").connectAndSayHello();
    AgentConnection connection = link.events.next("connected").connection();

    connection.send(new Welcome(1, 1, new NodeId("worker-1"), "0.1"));
    wire.say(new StepStarted(OWN, Instant.EPOCH));

    assertThat(wire.hear(Welcome.class).node()).isEqualTo(new NodeId("worker-1"));
    Told told = link.events.next("received");
    assertThat(told.connection()).isSameAs(connection);
    assertThat(told.message()).isEqualTo(new StepStarted(OWN, Instant.EPOCH));
  }

  @Test
  void anAgentThatSpeaksForAnotherNodeIsCutOff() throws Exception {
    Wire wire = link.member("worker-1").connectAndSayHello();
    link.events.next("connected");

    wire.say(new StepStarted(OTHERS, Instant.EPOCH));

    assertThat(wire.hear(Refused.class).code()).isEqualTo(ErrorCode.UNAUTHORIZED);
    wire.awaitEnd();
    assertThat(link.events.next("closed").why()).contains("demo/d1/worker-2/spark/init/1");
  }

  @Test
  void aDigestThatNamesAnotherClustersStepIsRefusedAsWell() throws Exception {
    StepKey foreign = StepKey.parse("other/d1/worker-1/spark/init/1");

    Wire wire =
        link.member("worker-1")
            .connectAndSayHello(new StepSummary(foreign, StepSummary.State.RUNNING));

    assertThat(wire.hear(Refused.class).code()).isEqualTo(ErrorCode.UNAUTHORIZED);
    assertThat(link.events.isQuiet()).isTrue();
  }

  @Test
  void aNewConnectionOfANodeReplacesTheOlder() throws Exception {
    TestAgent agent = link.member("worker-1");
    Wire older = agent.connectAndSayHello();
    AgentConnection first = link.events.next("connected").connection();

    Wire newer = agent.connectAndSayHello();

    assertThat(older.hear(Refused.class).code()).isEqualTo(ErrorCode.CONFLICT);
    older.awaitEnd();
    assertThat(link.events.next("closed").connection()).isSameAs(first);
    AgentConnection second = link.events.next("connected").connection();
    assertThat(second.id()).isNotEqualTo(first.id());
    second.send(new Ping(7));
    assertThat(newer.hear(Ping.class)).isEqualTo(new Ping(7));
  }

  @Test
  void theFirstMessageMustBeHello() throws Exception {
    Wire wire = link.member("worker-1").connect().say(new Pulse(1));

    assertThat(wire.hear(Refused.class).reason()).contains("hello");
    assertThat(link.events.isQuiet()).isTrue();
  }

  @Test
  void anAgentOfAnIncompatibleBuildIsRefused() throws Exception {
    Wire wire =
        link.member("worker-1")
            .connect()
            .say(new Hello(new ProtocolRange(8, 9), "9", 0, TestAgent.FACTS, List.of()));

    assertThat(wire.hear(Refused.class).code()).isEqualTo(ErrorCode.INCOMPATIBLE_VERSION);
    assertThat(link.events.isQuiet()).isTrue();
  }

  @Test
  void aFrameThatIsTooLargeEndsTheConnection() throws Exception {
    Wire wire = link.member("worker-1").connectAndSayHello();
    link.events.next("connected");

    wire.write(" ".repeat(300 * 1024));

    wire.awaitEnd();
    link.events.next("closed");
  }

  @Test
  void aMessageOfAnUnknownTypeIsRefused() throws Exception {
    Wire wire = link.member("worker-1").connectAndSayHello();
    link.events.next("connected");

    wire.write("{\"type\":\"from-the-future\"}");

    assertThat(wire.hear(Refused.class).code()).isEqualTo(ErrorCode.UNREADABLE_MESSAGE);
  }

  @Test
  void theCoordinatorMayEndAConnectionWithAReason() throws Exception {
    Wire wire = link.member("worker-1").connectAndSayHello();

    link.events
        .next("connected")
        .connection()
        .close(ErrorCode.NOT_FOUND, "the cluster is gone", Duration.ofSeconds(9));

    assertThat(wire.hear(Refused.class))
        .isEqualTo(new Refused(ErrorCode.NOT_FOUND, "the cluster is gone", 9_000));
    wire.awaitEnd();
    assertThat(link.events.next("closed").why()).isEqualTo("the cluster is gone");
  }

  @Test
  void aNodeGetsAFreshCertificateForANewKeyThatIsRememberedFirst() throws Exception {
    TestAgent agent = link.member("worker-1");
    Wire wire = agent.connectAndSayHello();
    link.events.next("connected");
    KeyPair freshKeys = TestAgent.freshKeys();
    TestAgent fresh = link.withKeys(agent, freshKeys);
    X509Certificate current = certificate(agent.certificate());

    wire.say(
        new RenewCertificate(
            fresh.publicKey(), fresh.sign(RenewalTranscript.bytes(current.getSerialNumber()))));
    String pem = wire.hear(CertificateIssued.class).certificate();
    fresh.withCertificate(pem).connectAndSayHello();

    assertThat(link.desk.changedKeys).containsEntry(new NodeId("worker-1"), fresh.publicKey());
    assertThat(certificate(pem).getPublicKey()).isEqualTo(freshKeys.getPublic());
    link.events.next("closed");
    assertThat(link.events.next("connected").connection().identity().node())
        .isEqualTo(new NodeId("worker-1"));
  }

  @Test
  void aRenewalWhoseProofDoesNotFitGetsNothing() throws Exception {
    TestAgent agent = link.member("worker-1");
    Wire wire = agent.connectAndSayHello();
    AgentConnection connection = link.events.next("connected").connection();

    wire.say(
        new RenewCertificate(agent.publicKey(), Base64.getEncoder().encodeToString(new byte[70])));
    wire.say(new Pulse(1));
    link.events.next("received");
    connection.send(new Ping(5));

    assertThat(wire.hear(Ping.class)).isEqualTo(new Ping(5));
    assertThat(link.desk.changedKeys).isEmpty();
  }

  @Test
  void filesAreServedByHashToNodesOnly() throws Exception {
    byte[] content = "content".getBytes(StandardCharsets.UTF_8);
    Files.write(home.resolve(BLOB), content);
    Files.write(home.resolve(BLOB + ".json"), content);
    TestAgent member = link.member("worker-1");

    assertThat(member.fetch("/store/blobs/" + BLOB).body()).isEqualTo(content);
    assertThat(member.fetch("/store/trees/" + BLOB).body()).isEqualTo(content);
    assertThat(member.fetch("/store/blobs/" + "cd".repeat(32)).status()).isEqualTo(404);
    assertThat(member.fetch("/store/blobs/../" + BLOB).status()).isEqualTo(404);
    assertThat(link.stranger("i-9").fetch("/store/blobs/" + BLOB).status()).isEqualTo(401);
    assertThat(link.stranger("i-9").fetch("/store/trees/" + BLOB).status()).isEqualTo(401);
  }

  private static X509Certificate certificate(String pem) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }
}
