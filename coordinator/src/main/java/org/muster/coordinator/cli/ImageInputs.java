package org.muster.coordinator.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muster.coordinator.core.spec.LaunchRequest;
import org.muster.error.Problems;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is baked into an image. */
final class ImageInputs {
  /** One node that goes no further than init. */
  private static final String SPEC =
      """
      provider: { kind: local, isolation: container, builds_image: true }
      groups: [{ role: master, count: 1, type: %s }]
      setup_modules: []
      test_modules: []
      run_modules: []
      """;

  @Option(
      names = "--modules",
      split = ",",
      paramLabel = "NAME",
      description = "The modules whose init is run, in order, instead of the usual ones.")
  private List<String> modules;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "Set a variable. A launch with another value installs such a module when it deploys.")
  private Map<String, String> variables = new LinkedHashMap<>();

  @Option(
      names = "--deploy-root-dir",
      paramLabel = "DIR",
      description = "Lay the files of DIR over the root of the node first.")
  private Path deployRootDir;

  @Mixin private OwnModules ownModules;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      defaultValue = "medium",
      description = "Size of the node that builds (${DEFAULT-VALUE}).")
  private String type;

  LaunchRequest request(String cluster, ApiClient api) {
    Problems problems = new Problems();
    if (deployRootDir != null && !Files.isDirectory(deployRootDir)) {
      problems.add("the deploy root '%s' is not a folder".formatted(deployRootDir));
    }
    ownModules.check(problems);
    problems.throwIfAny("what the image needs from this machine");
    Uploads uploads = new Uploads(api);
    return new LaunchRequest(
        cluster,
        SPEC.formatted(type),
        "the image",
        null,
        null,
        modules,
        Map.of(),
        variables,
        deployRootDir == null ? Map.of() : UserVariablesScript.ofOverlay(deployRootDir, variables),
        Map.of(),
        OwnModules.send(ownModules.folders(), uploads),
        deployRootDir == null ? "" : uploads.send(deployRootDir),
        null);
  }
}
