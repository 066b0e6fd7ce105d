package org.muster.coordinator.core.module;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.muster.coordinator.core.yaml.Place;
import org.muster.coordinator.core.yaml.Placed;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;
import org.muster.protocol.Role;

/**
 * What a {@code module.yaml} says, checked, with the variables in it not yet filled in.
 *
 * @param phases only those with a script
 * @param isolation where it may run: process, container, machine
 * @param followsAll a module without a manifest
 * @param readsDeployRoot its init depends on the files of the deploy root
 */
public record Manifest(
    ModuleName name,
    String summary,
    Placed version,
    List<Need> requires,
    Map<Phase, PhaseRule> phases,
    Set<String> isolation,
    SortedMap<String, Variable> variables,
    List<Derived> derived,
    List<ArtifactDraft> artifacts,
    List<Service> services,
    boolean followsAll,
    boolean readsDeployRoot) {
  public Manifest {
    requireNonNull(name, "name is null");
    requireNonNull(summary, "summary is null");
    requireNonNull(version, "version is null");
    requires = List.copyOf(requires);
    phases = Collections.unmodifiableMap(new TreeMap<>(phases));
    isolation = Set.copyOf(isolation);
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    derived = List.copyOf(derived);
    artifacts = List.copyOf(artifacts);
    services = List.copyOf(services);
  }

  /** A requirement, and where it is written. */
  public record Need(Requirement requirement, Place place) {}

  /**
   * A variable that the module declares; it is a part of what its {@code init} depends on.
   *
   * @param value the default; nothing when there is none
   */
  public record Variable(
      String name,
      Optional<Placed> value,
      String about,
      boolean isRequired,
      boolean isSecret,
      Place place) {}

  /**
   * A variable whose value follows from another's.
   *
   * @param values by pattern, in the order of the text; {@code *} stands for any characters
   */
  public record Derived(Placed name, Placed from, Map<String, Placed> values) {
    public Derived {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  /** A page or port, with the variables in its URL not yet filled in. */
  public record Service(String name, Role role, Placed url) {}
}
