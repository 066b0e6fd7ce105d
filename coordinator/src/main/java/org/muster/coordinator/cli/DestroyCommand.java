package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import org.muster.coordinator.core.view.ClusterView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster destroy}. */
@Command(
    name = "destroy",
    description = "Terminate all nodes of a cluster and remove everything of it, its data too.",
    footer = {"", "Examples:", "  muster destroy demo", "  muster destroy demo --yes"})
final class DestroyCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private GlobalOptions global;

  @Parameters(paramLabel = "NAME", description = "Name of the cluster.")
  private String name;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  DestroyCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    Session session = global.session(surroundings);
    ApiClient api = session.api();
    ClusterView view = api.get("/clusters/" + name, ClusterView.class);
    String question =
        "Destroy %s with its %s and all data on them?"
            .formatted(name, Text.count(view.nodes().size(), "node"));
    if (!yes && !new Question(surroundings).isConfirmed(question)) {
      session.screen().note("Nothing was destroyed.");
      return ExitCode.FAILED;
    }
    api.delete("/clusters/" + name);
    new StateWatch(session, api, name).untilGone();
    session.screen().line(StateWatch.result(session, name, "destroyed"));
    return ExitCode.DONE;
  }
}
