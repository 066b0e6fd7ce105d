package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.muster.coordinator.core.spec.DeployRequest;
import org.muster.error.Problems;
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

  @Mixin private OwnModules ownModules;

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
    Problems problems = new Problems();
    ownModules.check(problems);
    problems.throwIfAny("what the deployment needs from this machine");
    Map<String, Path> own = ownModules.folders();
    ApiClient api = session.api();
    Map<String, String> trees = OwnModules.send(own, new Uploads(api));
    DeployRequest request = new DeployRequest(modules, phases, variables, trees, force);
    String path = "/clusters/%s/deployments".formatted(name);
    String deployment = api.post(path, request, Begun.class).deployment();
    return new DeploymentEnd(session, name).printUnless(detach, api, deployment);
  }
}
