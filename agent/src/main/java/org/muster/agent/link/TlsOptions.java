package org.muster.agent.link;

import io.vertx.core.net.ClientSSLOptions;
import java.time.InstantSource;
import java.util.Set;

/**
 * How this node speaks TLS: 1.3, to the pinned authority's servers, as itself. Options are equal as
 * long as the node's certificate is the same: a client uses a connection again for equal ones only.
 */
final class TlsOptions {
  private final PinnedTrust trust;
  private final Identity identity;

  TlsOptions(String caPin, Identity identity, InstantSource clock) {
    this.trust = new PinnedTrust(new CoordinatorTrust(caPin, clock));
    this.identity = identity;
  }

  ClientSSLOptions anonymous() {
    return new ClientSSLOptions()
        .setHostnameVerificationAlgorithm("")
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
        .setTrustOptions(trust);
  }

  /** With the node's certificate, once it has one. */
  ClientSSLOptions asNode() {
    ClientSSLOptions options = anonymous();
    identity.credentials().ifPresent(options::setKeyCertOptions);
    return options;
  }
}
