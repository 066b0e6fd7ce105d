package org.muster.coordinator.http;

import static java.util.Objects.requireNonNull;

/** How the API proves who it is: its certificate chain, leaf first, and the key of it, as PEM. */
public record ApiCertificate(String pemChain, String pemKey) {
  public ApiCertificate {
    requireNonNull(pemChain, "pemChain is null");
    requireNonNull(pemKey, "pemKey is null");
  }

  /** Without the key, so that it cannot end in a log. */
  @Override
  public String toString() {
    return "ApiCertificate[]";
  }
}
