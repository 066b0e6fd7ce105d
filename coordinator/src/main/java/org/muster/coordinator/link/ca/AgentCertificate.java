package org.muster.coordinator.link.ca;

import static java.util.Objects.requireNonNull;

import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * A certificate that was just made for a node.
 *
 * @param pemCertificateChain leaf first, then the authority
 */
public record AgentCertificate(
    PeerIdentity identity, X509Certificate certificate, String pemCertificateChain) {
  public AgentCertificate {
    requireNonNull(identity, "identity is null");
    requireNonNull(certificate, "certificate is null");
    requireNonNull(pemCertificateChain, "pemCertificateChain is null");
  }

  public Instant expiresAt() {
    return certificate.getNotAfter().toInstant();
  }
}
