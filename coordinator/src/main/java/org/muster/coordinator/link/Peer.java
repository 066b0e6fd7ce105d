package org.muster.coordinator.link;

import java.math.BigInteger;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.muster.coordinator.link.ca.AgentAuthority;
import org.muster.coordinator.link.ca.AgentCertificate;
import org.muster.coordinator.link.ca.PeerIdentity;

/**
 * Who is at the other end of a TLS connection.
 *
 * @param publicKey Base64 of the X.509 form
 */
record Peer(AgentIdentity identity, BigInteger serial, String publicKey, Instant expiresAt) {

  /**
   * The peer that this session's certificate names; empty when it showed none.
   *
   * @throws org.muster.error.MusterException UNAUTHORIZED when it showed one that is not a node's
   */
  static Optional<Peer> of(SSLSession session, AgentAuthority authority) {
    List<Certificate> shown;
    try {
      shown = List.of(session.getPeerCertificates());
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
    if (shown.isEmpty() || !(shown.get(0) instanceof X509Certificate)) {
      return Optional.empty();
    }
    X509Certificate certificate = (X509Certificate) shown.get(0);
    return Optional.of(of(authority.identify(certificate), certificate));
  }

  /** The same peer with a newer certificate. */
  Peer with(AgentCertificate fresh) {
    return of(fresh.identity(), fresh.certificate());
  }

  private static Peer of(PeerIdentity identity, X509Certificate certificate) {
    return new Peer(
        new AgentIdentity(
            identity.cluster(), Long.parseLong(identity.incarnation()), identity.node()),
        certificate.getSerialNumber(),
        Base64.getEncoder().encodeToString(certificate.getPublicKey().getEncoded()),
        certificate.getNotAfter().toInstant());
  }
}
