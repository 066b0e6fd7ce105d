package org.muster.coordinator.link.ca;

import static java.util.Objects.requireNonNull;

import java.security.cert.X509Certificate;

/**
 * A certificate that was just made for a listener, with its key.
 *
 * @param pemCertificateChain leaf first, then the authority whose pin the agents know
 * @param pemPrivateKey in PKCS #8
 */
public record ServerCertificate(
    X509Certificate certificate, String pemCertificateChain, String pemPrivateKey) {
  public ServerCertificate {
    requireNonNull(certificate, "certificate is null");
    requireNonNull(pemCertificateChain, "pemCertificateChain is null");
    requireNonNull(pemPrivateKey, "pemPrivateKey is null");
  }

  /** Without the key, so that it cannot end in a log. */
  @Override
  public String toString() {
    return "ServerCertificate[" + certificate.getSubjectX500Principal() + "]";
  }
}
