package org.muster.coordinator.core.spec;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.muster.protocol.ClusterName;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;

/**
 * What the user wants, checked and complete. Holds names of secrets, never their values.
 *
 * @param modules in the user's order
 * @param phaseModules only phases that the user listed; an empty list means none
 * @param variables what the user set, without the modules' defaults
 * @param overlay hash of the tree laid over each node's root; empty when there is none
 */
public record ClusterSpec(
    ClusterName name,
    ProviderSpec provider,
    Quorum ready,
    List<GroupSpec> groups,
    List<ModuleName> modules,
    Map<Phase, List<ModuleName>> phaseModules,
    SortedMap<String, String> variables,
    List<String> secretNames,
    String overlay) {
  public ClusterSpec {
    requireNonNull(name, "name is null");
    requireNonNull(provider, "provider is null");
    requireNonNull(ready, "ready is null");
    groups = List.copyOf(groups);
    modules = List.copyOf(modules);
    phaseModules =
        phaseModules == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(phaseModules));
    variables =
        variables == null
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    secretNames = secretNames == null ? List.of() : List.copyOf(secretNames);
    overlay = overlay == null ? "" : overlay;
  }
}
