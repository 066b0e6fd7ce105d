package org.muster.coordinator.link.ca;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** Gives nodes their certificates, and knows them again. Safe for use by several threads. */
public final class AgentAuthority {
  /** Short, since a node that should be out is out when it ends; renewed over the link. */
  public static final Duration LIFETIME = Duration.ofHours(24);

  private static final String CLIENT_PURPOSE = KeyPurposeId.id_kp_clientAuth.getId();

  private final CertificateAuthority authority;

  private AgentAuthority(CertificateAuthority authority) {
    this.authority = authority;
  }

  /** Opens the authority below the home of the coordinator, or makes it. */
  public static AgentAuthority open(Path home, InstantSource clock, SecureRandom random) {
    return new AgentAuthority(
        CertificateAuthority.open(home.resolve("ca").resolve("agents"), "agents", clock, random));
  }

  /** What the listener has to trust. */
  public String pemCertificate() {
    return Pem.of(authority.certificate());
  }

  /** A certificate for a node that has proven its key. The subject is ours, never the node's. */
  public AgentCertificate issue(NodeKey key, PeerIdentity identity) {
    Instant now = authority.now();
    CertificateDraft draft =
        new CertificateDraft(
                identity.subject(),
                key.key(),
                now.minus(CertificateAuthority.SKEW),
                now.plus(LIFETIME))
            .asPeer(KeyPurposeId.id_kp_clientAuth);
    X509Certificate certificate = authority.sign(draft);
    return new AgentCertificate(identity, certificate, Pem.of(certificate) + pemCertificate());
  }

  /**
   * The node that a certificate is for.
   *
   * @throws MusterException UNAUTHORIZED if it is not ours, not a node's, or not valid now
   */
  public PeerIdentity identify(X509Certificate certificate) {
    PeerIdentity identity = identifyKnown(certificate);
    if (certificate.getNotAfter().before(Date.from(authority.now()))) {
      throw refused("the certificate of %s has expired".formatted(identity.node()));
    }
    return identity;
  }

  /**
   * The node that a certificate is for, also when the certificate has expired: so that the node can
   * be told so in words, where a handshake that fails says nothing.
   *
   * @throws MusterException UNAUTHORIZED if it is not ours, not a node's, or not valid yet
   */
  public PeerIdentity identifyKnown(X509Certificate certificate) {
    if (!authority.hasSigned(certificate)) {
      throw refused("the certificate was not signed by this coordinator's authority for agents");
    }
    if (certificate.getBasicConstraints() >= 0 || !isForClients(certificate)) {
      throw refused("the certificate is not one of a node");
    }
    if (certificate.getNotBefore().after(Date.from(authority.now()))) {
      throw refused("the certificate is not valid yet; correct the clock of the coordinator");
    }
    return PeerIdentity.in(certificate);
  }

  private static boolean isForClients(X509Certificate certificate) {
    try {
      List<String> purposes = certificate.getExtendedKeyUsage();
      return purposes != null && purposes.equals(List.of(CLIENT_PURPOSE));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static MusterException refused(String sentence) {
    return new MusterException(ErrorCode.UNAUTHORIZED, sentence);
  }
}
