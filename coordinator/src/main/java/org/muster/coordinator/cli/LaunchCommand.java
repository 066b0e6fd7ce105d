package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import org.muster.coordinator.core.spec.LaunchRequest;
import org.muster.coordinator.core.view.PlanView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster launch}. */
@Command(
    name = "launch",
    description = {
      "Launch a cluster, and wait until it works.",
      "Ctrl-C leaves the launch running; what stands on the command line wins over the file."
    },
    footer = {
      "",
      "Examples:",
      "  muster launch demo",
      "  muster launch demo --workers 4 --set SPARK_VERSION=3.5.7",
      "  muster launch demo -f cluster.yaml --deploy-root-dir ./site",
      "  muster launch demo --modules node,spark --dry-run",
      "  muster launch demo --module-path ./my-modules --modules node,hello"
    })
final class LaunchCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private GlobalOptions global;
  @Mixin private LaunchInputs inputs;

  @Parameters(paramLabel = "NAME", description = "Name of the cluster: a-z, 0-9 and '-'.")
  private String name;

  @Option(names = "--dry-run", description = "Print the plan and touch nothing.")
  private boolean dryRun;

  @Option(names = "--detach", description = "Begin, and do not wait.")
  private boolean detach;

  LaunchCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    Session session = global.session(surroundings);
    LaunchInputs.Gathered gathered = inputs.gather(surroundings);
    ApiClient api = session.apiStartedIfNeeded();
    LaunchRequest request = inputs.request(name, gathered, api);
    if (dryRun) {
      return plan(session, api, request);
    }
    String deployment = api.post("/clusters", request, Begun.class).deployment();
    return new DeploymentEnd(session, name).printUnless(detach, api, deployment);
  }

  private int plan(Session session, ApiClient api, LaunchRequest request) {
    PlanView plan = api.post("/plan", request, PlanView.class);
    if (session.isJson()) {
      session.screen().line(Output.json(plan));
    } else {
      PlanText.lines(name, plan).forEach(session.screen()::line);
    }
    return ExitCode.DONE;
  }
}
