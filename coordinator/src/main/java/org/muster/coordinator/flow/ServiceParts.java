package org.muster.coordinator.flow;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.muster.coordinator.link.ca.LaunchTokens;
import org.muster.coordinator.provider.Provider;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.ClusterName;

/**
 * What the service of a cluster leans on besides its owner.
 *
 * @param listeners where agents connect; known only once the listener is up
 * @param caPin {@code sha256/…} of the authority that agents must find there
 */
public record ServiceParts(
    Map<String, Provider> providers,
    Artifacts artifacts,
    LaunchTokens tokens,
    Supplier<List<URI>> listeners,
    String caPin,
    String version,
    BlockingCalls providerCalls,
    BlockingCalls artifactCalls,
    BlockingCalls logCalls) {

  /** Blocks; fails with CONFLICT where the provider tells its machines itself. */
  String joinData(ClusterName cluster, String provider) {
    return providers
        .get(provider)
        .joinData(cluster)
        .orElseThrow(
            () ->
                new MusterException(
                    ErrorCode.CONFLICT,
                    "cluster '%s' has no join data for people: its provider '%s' tells the machines itself, or has not answered yet"
                        .formatted(cluster, provider)));
  }
}
