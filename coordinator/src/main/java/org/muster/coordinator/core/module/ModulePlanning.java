package org.muster.coordinator.core.module;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.muster.error.Problems;

/** Makes the module of a deployment out of a manifest and the values of all variables. */
public final class ModulePlanning {
  /** Filled in for each node when its services are shown. */
  private static final Set<String> OF_SERVICES = Set.of("address", "node", "index", "port_offset");

  private ModulePlanning() {}

  /** The module with everything filled in; what cannot be goes to the problems. */
  public static PlannedModule plan(
      CatalogueModule module, Manifest manifest, Substitution variables, Problems problems) {
    ArtifactFilling artifacts = new ArtifactFilling(variables, problems);
    Substitution ofServices = variables.keeping(OF_SERVICES);
    List<ServiceRule> services =
        manifest.services().stream()
            .map(
                service ->
                    new ServiceRule(
                        service.name(), service.role(), ofServices.fill(service.url(), problems)))
            .toList();
    return new PlannedModule(
        manifest.name(),
        variables.fill(manifest.version(), problems),
        manifest.requires().stream().map(Manifest.Need::requirement).toList(),
        manifest.phases(),
        manifest.artifacts().stream().map(artifacts::fill).toList(),
        services,
        manifest.followsAll(),
        manifest.readsDeployRoot(),
        module.files().hash().tree(),
        markerSeed(module, manifest, variables.values()));
  }

  /**
   * Hash of the init script, of the files that it may use, and of the values of the variables that
   * the manifest declares, except secret ones, since a hash can be guessed at.
   */
  static String markerSeed(CatalogueModule module, Manifest manifest, Map<String, String> values) {
    StringBuilder text = new StringBuilder();
    add(text, module.files().hash().init());
    manifest
        .variables()
        .forEach(
            (name, variable) -> {
              if (!variable.isSecret()) {
                add(text, name);
                add(text, values.getOrDefault(name, ""));
              }
            });
    for (Manifest.Derived derived : manifest.derived()) {
      add(text, derived.name().text());
      add(text, values.getOrDefault(derived.name().text(), ""));
    }
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(sha256.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** With its length before it, so that no two lists of values look alike. */
  private static void add(StringBuilder text, String part) {
    text.append(part.length()).append(':').append(part);
  }
}
