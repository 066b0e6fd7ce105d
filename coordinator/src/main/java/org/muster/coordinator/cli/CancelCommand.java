package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.muster.coordinator.core.view.DeploymentView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster cancel}. */
@Command(
    name = "cancel",
    description = {
      "Cancel the deployment that runs: its scripts are ended, nothing is undone.",
      "The cluster stays; 'muster resume' goes on with it."
    },
    footer = {"", "Examples:", "  muster cancel demo", "  muster cancel demo --deployment d3"})
final class CancelCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private GlobalOptions global;

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the cluster.")
  private String name;

  @Option(
      names = "--deployment",
      paramLabel = "ID",
      description = "This one; default: the newest that runs.")
  private String deployment = "";

  CancelCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    Session session = global.session(surroundings);
    ApiClient api = session.api();
    Map<String, String> body = Map.of("deployment", deployment);
    String cancelled =
        api.post("/clusters/%s/cancel".formatted(name), body, Begun.class).deployment();
    DeploymentView end = end(session, api, cancelled);
    if (session.isJson()) {
      session.screen().line(Output.json(end));
    } else {
      session.screen().line(sentence(cancelled, end));
    }
    return end.state().equals("cancelled") ? ExitCode.DONE : ExitCode.ofDeployment(end.state());
  }

  /** With what nobody knows of yet, since that was not ended. */
  private String sentence(String cancelled, DeploymentView end) {
    String reason = Text.plain(Text.orEmpty(end.reason()));
    return "%s of %s is %s%s."
        .formatted(cancelled, name, end.state(), reason.isEmpty() ? "" : ": " + reason);
  }

  // Scripts get a moment to end by themselves.
  private DeploymentView end(Session session, ApiClient api, String cancelled) {
    String path = "/clusters/%s/deployments/%s".formatted(name, cancelled);
    DeploymentView view = api.get(path, DeploymentView.class);
    while (view.state().equals("running")) {
      session.surroundings().pause().of(Duration.ofMillis(200));
      view = api.get(path, DeploymentView.class);
    }
    return view;
  }
}
