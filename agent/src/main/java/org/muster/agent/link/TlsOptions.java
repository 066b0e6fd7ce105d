package org.muster.agent.link;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** How this node speaks TLS: 1.3, to the pinned authority's servers, as itself. */
final class TlsOptions {
  private final CoordinatorTrust trust;
  private final Identity identity;

  TlsOptions(String caPin, Identity identity, InstantSource clock) {
    this.trust = new CoordinatorTrust(caPin, clock);
    this.identity = identity;
  }

  ClientSSLOptions anonymous() {
    return new ClientSSLOptions()
        .setHostnameVerificationAlgorithm("")
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
        .setTrustOptions(new PinnedTrust(trust));
  }

  /** With the node's certificate, once it has one. */
  ClientSSLOptions asNode() {
    ClientSSLOptions options = anonymous();
    Optional<String> certificate = identity.certificatePem();
    certificate.ifPresent(
        pem ->
            options.setKeyCertOptions(
                new PemKeyCertOptions()
                    .addKeyValue(Buffer.buffer(identity.privateKeyPem()))
                    .addCertValue(Buffer.buffer(pem))));
    return options;
  }
}
