package org.muster.coordinator.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.net.OpenSSLEngineOptions;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.coordinator.link.ca.AgentAuthority;
import org.muster.coordinator.link.ca.NodeKey;
import org.muster.coordinator.link.ca.PeerIdentity;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.JoinAnswer.JoinAccepted;
import org.muster.protocol.NodeId;
import org.muster.time.RealTime;

final class LinkTlsTest {
  @TempDir Path home;
  @TempDir Path elsewhere;
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
  void theFastEngineIsThereOnTheMachinesThatWeSupport() {
    assertThat(OpenSSLEngineOptions.isAvailable()).isTrue();
  }

  @Test
  void anOlderTlsIsNotSpoken() {
    assertThatThrownBy(() -> link.stranger("i-1").speaking(Set.of("TLSv1.2")).connect())
        .rootCause()
        .hasMessageContaining("protocol_version");
  }

  @Test
  void theCertificateOfAnotherAuthorityOpensNothing() throws Exception {
    TestAgent agent = link.stranger("i-1");
    AgentAuthority other = authority(elsewhere, RealTime.clock());

    agent.withCertificate(certificate(other, agent));

    assertCutOff(agent);
  }

  @Test
  void anExpiredCertificateEndsInTheHandshakeAndTheNodeComesBackByKey() throws Exception {
    TestAgent agent = link.member("worker-1");
    InstantSource lastWeek = () -> RealTime.clock().instant().minus(Duration.ofDays(7));
    TestAgent stale = link.anotherWithKeyOf(agent);
    stale.withCertificate(certificate(authority(home, lastWeek), agent));

    assertCutOff(stale);

    JoinAccepted again = (JoinAccepted) link.anotherWithKeyOf(agent).join("");
    assertThat(again.node()).isEqualTo(new NodeId("worker-1"));
  }

  // In TLS 1.3 the client is done before the server has seen its certificate: the connection may
  // be made, and ends then.
  private void assertCutOff(TestAgent agent) {
    assertThatThrownBy(() -> agent.connectAndSayHello().hear(CoordinatorMessage.class))
        .satisfiesAnyOf(
            failure -> assertThat(failure).hasMessageContaining("connection ended"),
            failure -> assertThat(failure).hasMessageContaining("closed"),
            failure -> assertThat(failure).hasMessageContaining("CERTIFICATE"),
            failure -> assertThat(failure).hasMessageContaining("certificate"));
    assertThat(link.events.isQuiet()).isTrue();
  }

  private static AgentAuthority authority(Path home, InstantSource clock) throws Exception {
    return AgentAuthority.open(home, clock, SecureRandom.getInstance("NativePRNG"));
  }

  private static String certificate(AgentAuthority authority, TestAgent agent) {
    return authority
        .issue(
            NodeKey.read(agent.keys.getPublic().getEncoded()),
            new PeerIdentity(
                FakeDesk.CLUSTER, Long.toString(FakeDesk.INCARNATION), new NodeId("worker-1")))
        .pemCertificateChain();
  }
}
