package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.muster.coordinator.core.view.ClusterSummary;
import org.muster.coordinator.core.view.ClusterView;
import org.muster.coordinator.core.view.DeploymentView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster status}. */
@Command(
    name = "status",
    description = {
      "Show a cluster: its state, how its deployment gets on, whom it waits for.",
      "Without a name, all clusters. Exits with 1 when the deployment failed, 4 when it is blocked."
    },
    footer = {"", "Examples:", "  muster status", "  muster status demo --follow"})
final class StatusCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private GlobalOptions global;

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "Name of the cluster.")
  private String name;

  @Option(names = "--follow", description = "Stay until the deployment is over.")
  private boolean follow;

  @Option(names = "--steps", description = "With every step; for --json.")
  private boolean steps;

  StatusCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    Session session = global.session(surroundings);
    return name == null ? all(session) : one(session);
  }

  private int all(Session session) {
    if (!session.hasCoordinator()) {
      session
          .screen()
          .line(session.isJson() ? "[]" : "No clusters yet; begin with 'muster launch demo'.");
      return ExitCode.DONE;
    }
    ApiClient api = session.api();
    if (session.isJson()) {
      session.printJson(api.getBytes("/clusters"));
    } else {
      lines(List.of(api.get("/clusters", ClusterSummary[].class))).forEach(session.screen()::line);
    }
    return ExitCode.DONE;
  }

  private int one(Session session) {
    ApiClient api = session.api();
    String path = "/clusters/" + name + (steps ? "?steps=true" : "");
    if (session.isJson() && !follow) {
      session.printJson(api.getBytes(path));
      return ExitCode.DONE;
    }
    ClusterView view = api.get(path, ClusterView.class);
    DeploymentView deployment = view.deployment();
    boolean isRunning = deployment != null && deployment.state().equals("running");
    if (follow && isRunning) {
      return new DeploymentEnd(session, name)
          .print(new Watch(session, api, name), deployment.id().value());
    }
    StatusText.lines(view, session.screen().layout()).forEach(session.screen()::line);
    return exitCode(deployment);
  }

  private static int exitCode(DeploymentView deployment) {
    boolean isFine = deployment == null || deployment.state().equals("running");
    return isFine ? ExitCode.DONE : ExitCode.ofDeployment(deployment.state());
  }

  private static List<String> lines(List<ClusterSummary> clusters) {
    if (clusters.isEmpty()) {
      return List.of("No clusters; begin with 'muster launch demo'.");
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("NAME", "STATE", "PROVIDER", "NODES", "DEPLOYMENT"));
    for (ClusterSummary cluster : clusters) {
      rows.add(
          List.of(
              cluster.name().value(),
              cluster.state(),
              cluster.provider(),
              cluster.nodesReady() + "/" + cluster.nodes(),
              "%s %s".formatted(cluster.deployment(), cluster.deploymentState()).strip()));
    }
    return Output.columns(rows);
  }
}
