package org.muster.coordinator.flow;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.muster.coordinator.link.ca.LaunchTokens;
import org.muster.coordinator.provider.Provider;

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
    BlockingCalls logCalls) {}
