package org.muster.coordinator.core.plan;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.muster.coordinator.core.module.PlannedModule;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;

/**
 * All that a plan is made from, apart from the nodes: the same blueprint and nodes give the same
 * plan.
 *
 * @param modules in the order in which they were asked for
 * @param phases which modules take part in which phase, in order
 * @param variables complete: the user's, the derived ones and the modules' defaults
 */
public record Blueprint(
    List<PlannedModule> modules,
    Map<Phase, List<ModuleName>> phases,
    SortedMap<String, String> variables,
    List<String> overlays) {
  public Blueprint {
    modules = List.copyOf(requireNonNull(modules, "modules is null"));
    phases = Collections.unmodifiableMap(new TreeMap<>(requireNonNull(phases, "phases is null")));
    variables =
        variables == null
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    overlays = overlays == null ? List.of() : List.copyOf(overlays);
  }

  public PlannedModule module(ModuleName name) {
    return modules.stream()
        .filter(module -> module.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no module '%s'".formatted(name)));
  }
}
