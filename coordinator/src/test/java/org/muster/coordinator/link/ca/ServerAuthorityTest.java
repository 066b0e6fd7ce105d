package org.muster.coordinator.link.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

final class ServerAuthorityTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path home;

  private ServerAuthority open() {
    return ServerAuthority.open(home, () -> START, Keys.RANDOM);
  }

  @Test
  void certifiesTheLoopbackNamesAndTheGivenAddresses() throws Exception {
    ServerCertificate issued =
        open().issue(List.of("10.1.2.3", "coordinator.example.org", "fd00::7", "localhost"));

    assertThat(issued.certificate().getSubjectAlternativeNames())
        .extracting(name -> (String) name.get(1))
        .containsExactly(
            "localhost",
            "127.0.0.1",
            "0:0:0:0:0:0:0:1",
            "10.1.2.3",
            "coordinator.example.org",
            "fd00:0:0:0:0:0:0:7");
    assertThat(issued.certificate().getExtendedKeyUsage())
        .containsExactly(KeyPurposeId.id_kp_serverAuth.getId());
  }

  @Test
  void refusesAllAddressesThatAreNoneAtOnce() {
    ServerAuthority authority = open();

    assertThatThrownBy(() -> authority.issue(List.of("a b", "10.0.0.1", "", "x_y")))
        .isInstanceOfSatisfying(
            MusterException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_INPUT))
        .hasMessageContaining("'a b'")
        .hasMessageContaining("'x_y'")
        .hasMessageContaining("''");
  }

  @Test
  void itsPinIsTheDigestOfItsKeyAndStaysTheSame() throws Exception {
    ServerAuthority authority = open();
    X509Certificate certificate = Pem.certificate(authority.pemCertificate());
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(certificate.getPublicKey().getEncoded());

    assertThat(authority.pin()).isEqualTo("sha256/" + Base64.getEncoder().encodeToString(digest));
    assertThat(open().pin()).isEqualTo(authority.pin());
  }

  @Test
  void isNotTheAuthorityOfTheAgents() {
    AgentAuthority agents = AgentAuthority.open(home, () -> START, Keys.RANDOM);

    assertThat(open().pemCertificate()).isNotEqualTo(agents.pemCertificate());
  }

  @Test
  void makesANewKeyForEachListenerAndShowsItToNobody() {
    ServerAuthority authority = open();

    ServerCertificate one = authority.issue(List.of());
    ServerCertificate two = authority.issue(List.of());

    assertThat(one.pemPrivateKey()).isNotEqualTo(two.pemPrivateKey());
    assertThat(one.toString()).doesNotContain("PRIVATE", one.pemPrivateKey());
  }

  @Test
  void aDamagedKeyIsRefusedByName() throws Exception {
    open();
    Path key = home.resolve("ca/coordinators/key.pem");
    Files.writeString(key, Pem.of(Keys.p256().getPrivate()));

    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            MusterException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.STORAGE_FAILED))
        .hasMessageContaining(key.getParent().toString())
        .hasMessageContaining("do not belong together");

    Files.writeString(key, "-----BEGIN PRIVATE KEY-----\n*\n");
    assertThatThrownBy(this::open).hasMessageContaining("is damaged");
  }
}
