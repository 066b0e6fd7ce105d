package org.muster.coordinator.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muster.coordinator.core.spec.LaunchRequest;
import org.muster.error.Problems;
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

  @Option(
      names = "--module-path",
      paramLabel = "DIR",
      description = "A folder with modules of your own, one folder each.")
  private Path modulePath;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      defaultValue = "medium",
      description = "Size of the node that builds (${DEFAULT-VALUE}).")
  private String type;

  LaunchRequest request(String cluster, ApiClient api) {
    Problems problems = new Problems();
    for (Path folder : new Path[] {deployRootDir, modulePath}) {
      if (folder != null && !Files.isDirectory(folder)) {
        problems.add("'%s' is not a folder".formatted(folder));
      }
    }
    problems.throwIfAny("what the image needs from this machine");
    Uploads uploads = new Uploads(api);
    Map<String, String> trees = new LinkedHashMap<>();
    if (modulePath != null) {
      UserModules.in(modulePath).forEach((name, folder) -> trees.put(name, uploads.send(folder)));
    }
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
        trees,
        deployRootDir == null ? "" : uploads.send(deployRootDir),
        null);
  }
}
