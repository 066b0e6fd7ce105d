package org.muster.coordinator.provider;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;

/**
 * What a node has to know to join.
 *
 * @param coordinators addresses of the agents' listeners
 * @param caPin {@code sha256/} and the Base64 of the public key of the listeners' authority
 * @param token of the launch, Base64 for URLs
 */
public record JoinData(List<URI> coordinators, String caPin, String token) {
  public JoinData {
    coordinators = List.copyOf(coordinators);
    requireNonNull(caPin, "caPin is null");
    requireNonNull(token, "token is null");
  }

  /** Without the token, so that it cannot end in a log. */
  @Override
  public String toString() {
    return "JoinData[coordinators=%s, caPin=%s]".formatted(coordinators, caPin);
  }
}
