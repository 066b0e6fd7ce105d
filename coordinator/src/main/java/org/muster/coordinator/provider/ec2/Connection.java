package org.muster.coordinator.provider.ec2;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Which EC2 is meant, and in whose name it is called; what is empty is left to the SDK, which looks
 * at the environment and the user's AWS configuration.
 */
record Connection(Optional<String> region, Optional<String> profile, Optional<URI> endpoint) {
  Connection {
    requireNonNull(region, "region is null");
    requireNonNull(profile, "profile is null");
    requireNonNull(endpoint, "endpoint is null");
  }

  /** Of settings that were checked. */
  static Connection of(Map<String, String> settings) {
    return new Connection(
        Optional.ofNullable(settings.get("region")),
        Optional.ofNullable(settings.get("profile")),
        Optional.ofNullable(settings.get("endpoint_url")).map(URI::create));
  }

  /** Where it is, for messages. */
  String label() {
    return endpoint.map(URI::toString).or(() -> region).orElse("the region of its environment");
  }
}
