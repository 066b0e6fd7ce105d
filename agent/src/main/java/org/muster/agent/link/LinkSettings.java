package org.muster.agent.link;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import org.muster.protocol.ClusterName;
import org.muster.protocol.LaunchId;

/**
 * Where the coordinators are, and what proves that this node was asked for.
 *
 * @param caPin hash of the public key of the coordinators' authority
 * @param instance which machine this is, in its provider's words; empty until it is known
 * @param token the join token; a secret
 * @param document Base64 of what the provider has signed of this machine; empty for nothing
 */
public record LinkSettings(
    List<URI> coordinators,
    String caPin,
    ClusterName cluster,
    LaunchId launch,
    String instance,
    String token,
    String document) {
  public LinkSettings {
    coordinators = List.copyOf(coordinators);
    requireNonNull(caPin, "caPin is null");
    requireNonNull(cluster, "cluster is null");
    requireNonNull(launch, "launch is null");
    requireNonNull(instance, "instance is null");
    requireNonNull(token, "token is null");
    requireNonNull(document, "document is null");
    if (coordinators.isEmpty()) {
      throw new IllegalArgumentException("an agent needs a coordinator to call");
    }
  }

  /** Of a machine that shows no document. */
  public LinkSettings(
      List<URI> coordinators,
      String caPin,
      ClusterName cluster,
      LaunchId launch,
      String instance,
      String token) {
    this(coordinators, caPin, cluster, launch, instance, token, "");
  }

  /** The same for a machine that nobody has named before. */
  public LinkSettings named(String as) {
    return new LinkSettings(coordinators, caPin, cluster, launch, as, token, document);
  }

  /** The same with a document to show. */
  public LinkSettings showing(String signed) {
    return new LinkSettings(coordinators, caPin, cluster, launch, instance, token, signed);
  }

  /** Whether the text can be a pin. */
  public static boolean isPin(String text) {
    return CoordinatorTrust.isPin(text);
  }

  @Override
  public String toString() {
    return "LinkSettings[%s, %s, %s]".formatted(coordinators, cluster, instance);
  }
}
