package org.muster.coordinator.link.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.ClusterName;
import org.muster.protocol.NodeId;

final class AgentAuthorityTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final PeerIdentity WORKER =
      new PeerIdentity(new ClusterName("demo"), "k3f9", new NodeId("worker-1"));

  @TempDir Path home;

  private Instant now = START;
  private AgentAuthority authority;

  @BeforeEach
  void open() {
    authority = open(home);
  }

  private AgentAuthority open(Path directory) {
    return AgentAuthority.open(directory, () -> now, Keys.RANDOM);
  }

  @Test
  void knowsTheNodeThatItGaveACertificate() {
    AgentCertificate issued = authority.issue(Keys.nodeKey(), WORKER);

    assertThat(authority.identify(issued.certificate())).isEqualTo(WORKER);
    assertThat(issued.identity()).isEqualTo(WORKER);
  }

  @Test
  void writesTheSubjectTheKeyAndTheUseItself() throws Exception {
    NodeKey key = Keys.nodeKey();

    X509Certificate certificate = authority.issue(key, WORKER).certificate();

    assertThat(certificate.getSubjectX500Principal().getName())
        .isEqualTo("CN=worker-1,OU=k3f9,O=demo");
    assertThat(certificate.getPublicKey()).isEqualTo(key.key());
    assertThat(certificate.getExtendedKeyUsage())
        .containsExactly(KeyPurposeId.id_kp_clientAuth.getId());
    assertThat(certificate.getBasicConstraints()).as("no authority").isEqualTo(-1);
    assertThat(certificate.getCriticalExtensionOIDs()).contains("2.5.29.15", "2.5.29.19");
  }

  @Test
  void certifiesForADayAndFromTheDayBefore() {
    AgentCertificate issued = authority.issue(Keys.nodeKey(), WORKER);

    assertThat(issued.certificate().getNotBefore()).isEqualTo(START.minus(Duration.ofHours(24)));
    assertThat(issued.expiresAt()).isEqualTo(START.plus(Duration.ofHours(24)));
  }

  @Test
  void neverUsesASerialTwice() {
    NodeKey key = Keys.nodeKey();
    Set<Object> serials = new HashSet<>();

    for (int round = 0; round < 50; round++) {
      serials.add(authority.issue(key, WORKER).certificate().getSerialNumber());
    }

    assertThat(serials).hasSize(50);
  }

  @Test
  void writesTheChainLeafFirst() throws Exception {
    AgentCertificate issued = authority.issue(Keys.nodeKey(), WORKER);

    assertThat(Pem.certificate(issued.pemCertificateChain())).isEqualTo(issued.certificate());
    assertThat(issued.pemCertificateChain()).endsWith(authority.pemCertificate());
  }

  @Test
  void refusesACertificateThatHasExpired() {
    X509Certificate certificate = authority.issue(Keys.nodeKey(), WORKER).certificate();

    now = START.plus(Duration.ofDays(7));

    assertRefused(() -> authority.identify(certificate), "the certificate of worker-1 has expired");
    assertThat(authority.identifyKnown(certificate)).isEqualTo(WORKER);
  }

  @Test
  void refusesACertificateFromTheFuture() {
    X509Certificate certificate = authority.issue(Keys.nodeKey(), WORKER).certificate();

    now = START.minus(Duration.ofHours(25));

    assertRefused(() -> authority.identify(certificate), "not valid yet");
  }

  @Test
  void refusesACertificateOfAnotherAuthorityOfTheSameName() {
    AgentAuthority other = open(home.resolve("other"));
    X509Certificate foreign = other.issue(Keys.nodeKey(), WORKER).certificate();

    assertRefused(() -> authority.identify(foreign), "not signed by this coordinator's");
  }

  @Test
  void refusesTheCertificateOfACoordinator() {
    ServerAuthority servers = ServerAuthority.open(home, () -> now, Keys.RANDOM);
    X509Certificate server = servers.issue(List.of()).certificate();

    assertRefused(() -> authority.identify(server), "not signed by this coordinator's");
  }

  @Test
  void refusesItsOwnCertificateAndOneForServers() throws Exception {
    X509Certificate own = Pem.certificate(authority.pemCertificate());

    assertRefused(() -> authority.identify(own), "not one of a node");
    assertRefused(
        () ->
            authority.identify(signed("O=demo,OU=k3f9,CN=worker-1", KeyPurposeId.id_kp_serverAuth)),
        "not one of a node");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CN=worker-1",
        "O=demo,CN=worker-1",
        "CN=worker-1,OU=k3f9,O=demo",
        "O=demo,OU=k3f9,CN=worker-1,CN=master-1",
        "O=demo,OU=k3f9,CN=worker-1,L=Bern",
        "O=demo+OU=k3f9,CN=worker-1",
        "O=demo,OU=k3f9,CN=Worker_1",
        "O=demo,OU=,CN=worker-1",
        "O=demo,OU=k3f9,CN=worker-1\\,O\\=other"
      })
  void refusesASubjectThatItWouldNotWrite(String subject) {
    X509Certificate strange = signed(subject, KeyPurposeId.id_kp_clientAuth);

    assertRefused(() -> authority.identify(strange), "does not name a node");
  }

  /** What the authority's own key would never sign, signed by it. */
  private X509Certificate signed(String subject, KeyPurposeId purpose) {
    KeyPair pair = Keys.p256();
    CertificateAuthority raw =
        CertificateAuthority.open(
            home.resolve("ca").resolve("agents"), "x", () -> now, Keys.RANDOM);
    return raw.sign(
        new CertificateDraft(new X500Name(subject), pair.getPublic(), START, START.plusSeconds(600))
            .asPeer(purpose));
  }

  private static void assertRefused(ThrowingCallable call, String reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MusterException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.UNAUTHORIZED))
        .hasMessageContaining(reason);
  }
}
