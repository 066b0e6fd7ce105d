package org.muster.coordinator.core.spec;

import java.util.List;
import java.util.Map;

/**
 * A wish as it comes from the user: a file, and what the command line says over it. Nothing in it
 * is checked yet.
 *
 * @param yaml text of the cluster file; empty for the default cluster
 * @param source name of that file, for messages
 * @param workers number of workers; null to leave it to the file
 * @param modules null to leave them to the file
 * @param phaseModules by phase; an empty list means none
 * @param variables set on the command line, stronger than all others
 * @param userVariables from {@code ec2-user-variables.sh}, stronger than the file
 * @param secrets values by name; they are kept apart from everything else
 * @param moduleTrees trees of the user's own modules by name, already uploaded
 * @param overlay hash of the tree to lay over the nodes' roots, already uploaded; may be empty
 * @param providerSettings what the command line says to the provider, stronger than the file
 */
public record LaunchRequest(
    String name,
    String yaml,
    String source,
    String provider,
    Integer workers,
    List<String> modules,
    Map<String, List<String>> phaseModules,
    Map<String, String> variables,
    Map<String, String> userVariables,
    Map<String, String> secrets,
    Map<String, String> moduleTrees,
    String overlay,
    Map<String, String> providerSettings) {
  public LaunchRequest {
    yaml = yaml == null ? "" : yaml;
    source = source == null || source.isEmpty() ? "cluster.yaml" : source;
    provider = provider == null ? "" : provider;
    phaseModules = phaseModules == null ? Map.of() : Map.copyOf(phaseModules);
    variables = variables == null ? Map.of() : Map.copyOf(variables);
    userVariables = userVariables == null ? Map.of() : Map.copyOf(userVariables);
    secrets = secrets == null ? Map.of() : Map.copyOf(secrets);
    moduleTrees = moduleTrees == null ? Map.of() : Map.copyOf(moduleTrees);
    overlay = overlay == null ? "" : overlay;
    providerSettings = providerSettings == null ? Map.of() : Map.copyOf(providerSettings);
  }

  /** Without the values of secrets, so that a log line can never show one. */
  @Override
  public String toString() {
    return "LaunchRequest[name=%s, source=%s, secrets=%s]"
        .formatted(name, source, secrets.keySet());
  }
}
