package org.muster.coordinator.core.module;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;

/**
 * A module as a deployment uses it: checked, its variables filled in, its files named by hash.
 *
 * @param followsAll a module without a manifest: it waits for everything before it in the list
 * @param readsDeployRoot its init depends on the files of the deploy root
 * @param tree hash of its files, templates included
 * @param markerSeed hash of its init script, of what that may use, and of the values of the
 *     variables that it declares
 */
public record PlannedModule(
    ModuleName name,
    String version,
    List<Requirement> requires,
    Map<Phase, PhaseRule> phases,
    List<ArtifactRule> artifacts,
    List<ServiceRule> services,
    boolean followsAll,
    boolean readsDeployRoot,
    String tree,
    String markerSeed) {
  public PlannedModule {
    requireNonNull(name, "name is null");
    version = version == null ? "" : version;
    requires = requires == null ? List.of() : List.copyOf(requires);
    phases = phases == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(phases));
    artifacts = artifacts == null ? List.of() : List.copyOf(artifacts);
    services = services == null ? List.of() : List.copyOf(services);
    requireNonNull(tree, "tree is null");
    requireNonNull(markerSeed, "markerSeed is null");
  }

  public Optional<PhaseRule> rule(Phase phase) {
    return Optional.ofNullable(phases.get(phase));
  }
}
