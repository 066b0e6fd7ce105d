package org.muster.coordinator.core.controller;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.muster.coordinator.core.event.DeploymentKind;
import org.muster.coordinator.core.module.PlannedModule;
import org.muster.coordinator.core.plan.Blueprint;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.ModuleBundle;

/** What all steps of a deployment share, as its nodes are told. Pure. */
public final class Briefings {
  private static final String MODULES = "MODULES";
  private static final String DEPLOY_ROOT = "/"; // no artifact is called so

  private Briefings() {}

  public static CoordinatorMessage.Briefing of(
      DeploymentState deployment, Map<String, String> secrets) {
    Blueprint blueprint = deployment.start().blueprint();
    boolean isLeave = deployment.start().kind() == DeploymentKind.LEAVE;
    SortedMap<String, String> variables = new TreeMap<>(blueprint.variables());
    variables.putIfAbsent(
        MODULES,
        blueprint.modules().stream()
            .map(module -> module.name().value())
            .collect(Collectors.joining("\n")));
    return new CoordinatorMessage.Briefing(
        deployment.id(),
        deployment.revision(),
        variables,
        secrets,
        deployment.members(),
        blueprint.modules().stream().map(module -> bundle(deployment, module)).toList(),
        blueprint.overlays(),
        deployment.start().joining(),
        isLeave ? deployment.start().leaving() : List.of(),
        "");
  }

  private static ModuleBundle bundle(DeploymentState deployment, PlannedModule module) {
    Map<String, String> artifacts = deployment.artifactsOf(module.name());
    SortedMap<String, String> from = new TreeMap<>(artifacts);
    if (module.readsDeployRoot()) {
      from.put(DEPLOY_ROOT, String.join(" ", deployment.start().blueprint().overlays()));
    }
    return new ModuleBundle(
        module.name(), module.tree(), artifacts, marker(module.markerSeed(), from));
  }

  /** Changes whenever {@code init} would have to run again; never with who is in the cluster. */
  private static String marker(String seed, SortedMap<String, String> from) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(seed.getBytes(StandardCharsets.UTF_8));
      from.forEach(
          (name, tree) ->
              digest.update((name + "=" + tree + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
