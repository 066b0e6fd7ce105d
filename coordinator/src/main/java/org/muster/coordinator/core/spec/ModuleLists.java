package org.muster.coordinator.core.spec;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.muster.coordinator.core.module.Catalogue;
import org.muster.coordinator.core.yaml.Place;
import org.muster.coordinator.core.yaml.Placed;
import org.muster.coordinator.core.yaml.Spelling;
import org.muster.error.Problems;
import org.muster.protocol.Phase;

/**
 * Which modules were asked for, by whoever has the last word.
 *
 * @param all names of modules that exist, in the user's order
 * @param byPhase only phases that have a list of their own
 */
record ModuleLists(List<Placed> all, Map<Phase, List<Placed>> byPhase) {
  static ModuleLists of(
      LaunchRequest request,
      ClusterFile file,
      UserVariables user,
      List<String> fallback,
      Problems problems) {
    List<Placed> all =
        Optional.ofNullable(request.modules())
            .map(names -> placed(names, "--modules"))
            .or(user::modules)
            .or(file::modules)
            .orElseGet(() -> placed(fallback, "the default modules"));
    Map<Phase, List<Placed>> byPhase = new EnumMap<>(Phase.class);
    byPhase.putAll(file.phaseModules());
    byPhase.putAll(user.phaseModules());
    request
        .phaseModules()
        .forEach(
            (label, names) ->
                phase(label, problems)
                    .ifPresent(
                        phase -> byPhase.put(phase, placed(names, "--" + label + "-modules"))));
    return new ModuleLists(all, byPhase);
  }

  /** The same lists without what does not exist; that goes to the problems. */
  ModuleLists existing(Catalogue catalogue, Problems problems) {
    List<Placed> known = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Set<String> unknown = new HashSet<>();
    for (Placed name : all) {
      if (catalogue.find(name.text()).isEmpty()) {
        unknown.add(name.text());
        problems.add(
            name.says(
                "unknown module '%s'; %s"
                    .formatted(name, Spelling.wayOut(name.text(), catalogue.modules().keySet()))));
      } else if (!seen.add(name.text())) {
        problems.add(name.says("the module '%s' is listed twice; leave one out".formatted(name)));
      } else {
        known.add(name);
      }
    }
    Map<Phase, List<Placed>> others = new EnumMap<>(Phase.class);
    byPhase.forEach(
        (phase, names) ->
            others.put(
                phase, names.stream().filter(name -> !unknown.contains(name.text())).toList()));
    return new ModuleLists(known, others);
  }

  static List<Placed> placed(List<String> names, String source) {
    return names.stream()
        .map(name -> new Placed(name == null ? "" : name.strip(), Place.of(source)))
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static Optional<Phase> phase(String label, Problems problems) {
    Optional<Phase> phase =
        Phase.DEPLOYMENT.stream().filter(known -> known.label().equals(label)).findFirst();
    if (phase.isEmpty()) {
      problems.add(
          "--%s-modules: unknown phase '%s'; %s"
              .formatted(
                  label,
                  label,
                  Spelling.wayOut(label, Phase.DEPLOYMENT.stream().map(Phase::label).toList())));
    }
    return phase;
  }
}
