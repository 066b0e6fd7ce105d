package org.muster.coordinator.core.spec;

import java.util.List;
import java.util.Map;

/**
 * Runs modules again on a cluster that stands.
 *
 * @param modules empty for all modules of the cluster; others are added to it
 * @param phases empty for init, setup and test; run only when it is named
 * @param isForced ignore markers
 */
public record DeployRequest(
    List<String> modules,
    List<String> phases,
    Map<String, String> variables,
    Map<String, String> moduleTrees,
    boolean isForced) {
  public DeployRequest {
    modules = modules == null ? List.of() : List.copyOf(modules);
    phases = phases == null ? List.of() : List.copyOf(phases);
    variables = variables == null ? Map.of() : Map.copyOf(variables);
    moduleTrees = moduleTrees == null ? Map.of() : Map.copyOf(moduleTrees);
  }
}
