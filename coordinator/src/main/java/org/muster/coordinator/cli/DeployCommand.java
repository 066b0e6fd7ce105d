package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.muster.coordinator.core.spec.DeployRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster deploy}. */
@Command(
    name = "deploy",
    description = {
      "Run modules again on a cluster that stands, or add further ones.",
      "Without --phases: init, setup and test; run only when it is named."
    },
    footer = {
      "",
      "Examples:",
      "  muster deploy demo --modules ganglia",
      "  muster deploy demo --phases test,run",
      "  muster deploy demo --modules hello --module-path ./my-modules --force"
    })
final class DeployCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private GlobalOptions global;

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the cluster.")
  private String name;

  @Option(names = "--modules", split = ",", paramLabel = "NAME", description = "Only these.")
  private List<String> modules;

  @Option(names = "--phases", split = ",", paramLabel = "PHASE", description = "Only these.")
  private List<String> phases;

  @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Set a variable.")
  private Map<String, String> variables = new LinkedHashMap<>();

  @Option(
      names = "--module-path",
      paramLabel = "DIR",
      description = "A folder with modules of your own, one folder each.")
  private Path modulePath;

  @Option(names = "--force", description = "Run init even where its marker says it is done.")
  private boolean force;

  @Option(names = "--detach", description = "Begin, and do not wait.")
  private boolean detach;

  DeployCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    Session session = global.session(surroundings);
    Map<String, Path> own = modulePath == null ? Map.of() : UserModules.in(modulePath);
    ApiClient api = session.api();
    Uploads uploads = new Uploads(api);
    Map<String, String> trees = new LinkedHashMap<>();
    own.forEach((module, folder) -> trees.put(module, uploads.send(folder)));
    DeployRequest request = new DeployRequest(modules, phases, variables, trees, force);
    String path = "/clusters/%s/deployments".formatted(name);
    String deployment = api.post(path, request, Begun.class).deployment();
    return new DeploymentEnd(session, name).printUnless(detach, api, deployment);
  }
}
