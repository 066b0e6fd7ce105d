package org.muster.coordinator.core.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.muster.coordinator.core.module.ArtifactRule;
import org.muster.coordinator.core.module.OnUnknown;
import org.muster.coordinator.core.module.PhaseRule;
import org.muster.coordinator.core.module.PlannedModule;
import org.muster.coordinator.core.module.Requirement;
import org.muster.coordinator.core.module.ServiceRule;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;
import org.muster.protocol.Role;

/** A module in few words; with scripts for init and setup unless other phases are named. */
public final class ModuleSketch {
  private final ModuleName name;
  private final Map<Phase, PhaseRule> phases = new EnumMap<>(Phase.class);
  private final List<Requirement> requires = new ArrayList<>();
  private final List<ArtifactRule> artifacts = new ArrayList<>();
  private final List<ServiceRule> services = new ArrayList<>();
  private boolean followsAll;
  private boolean readsDeployRoot;

  private ModuleSketch(String name) {
    this.name = new ModuleName(name);
  }

  /** With a script for each of these phases, on all roles. */
  public static ModuleSketch module(String name, Phase... phases) {
    ModuleSketch sketch = new ModuleSketch(name);
    Arrays.stream(phases).forEach(phase -> sketch.on(phase, Role.values()));
    return sketch;
  }

  public ModuleSketch on(Phase phase, Role... roles) {
    return rule(new PhaseRule(phase, Set.of(roles), Duration.ofMinutes(10), 0, OnUnknown.FAIL));
  }

  public ModuleSketch retries(Phase phase, int retries) {
    PhaseRule old = phases.get(phase);
    return rule(new PhaseRule(phase, old.roles(), old.timeout(), retries, old.onUnknown()));
  }

  public ModuleSketch onUnknown(Phase phase, OnUnknown policy) {
    PhaseRule old = phases.get(phase);
    return rule(new PhaseRule(phase, old.roles(), old.timeout(), old.retries(), policy));
  }

  private ModuleSketch rule(PhaseRule rule) {
    phases.put(rule.phase(), rule);
    return this;
  }

  public ModuleSketch requires(String... modules) {
    Arrays.stream(modules).forEach(m -> requires.add(new Requirement(new ModuleName(m), false)));
    return this;
  }

  public ModuleSketch requiresEverywhere(String... modules) {
    Arrays.stream(modules).forEach(m -> requires.add(new Requirement(new ModuleName(m), true)));
    return this;
  }

  public ModuleSketch withoutManifest() {
    followsAll = true;
    return this;
  }

  public ModuleSketch readsDeployRoot() {
    readsDeployRoot = true;
    return this;
  }

  public ModuleSketch artifact(String artifact) {
    artifacts.add(
        new ArtifactRule(
            artifact, "/srv/" + artifact, null, "", "", null, null, null, null, true, 0));
    return this;
  }

  public ModuleSketch service(String title, Role role, String url) {
    services.add(new ServiceRule(title, role, url));
    return this;
  }

  public PlannedModule planned() {
    return new PlannedModule(
        name,
        "1",
        requires,
        phases,
        artifacts,
        services,
        followsAll,
        readsDeployRoot,
        "tree-" + name,
        "seed");
  }

  /** All modules in all phases, with one variable. */
  public static Blueprint blueprint(ModuleSketch... modules) {
    List<ModuleName> names = Arrays.stream(modules).map(module -> module.name).toList();
    Map<Phase, List<ModuleName>> phases = new EnumMap<>(Phase.class);
    List.of(Phase.values()).forEach(phase -> phases.put(phase, names));
    return blueprint(phases, modules);
  }

  public static Blueprint blueprint(Map<Phase, List<ModuleName>> phases, ModuleSketch... modules) {
    return new Blueprint(
        Arrays.stream(modules).map(ModuleSketch::planned).toList(),
        phases,
        new TreeMap<>(Map.of("SPARK_VERSION", "4.1.0")),
        List.of());
  }
}
