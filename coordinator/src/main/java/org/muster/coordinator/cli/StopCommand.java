package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code muster stop}. */
@Command(
    name = "stop",
    description = {
      "Stop the nodes of a cluster; their data stays where the provider keeps it.",
      "'muster start' brings them back."
    },
    footer = {"", "Examples:", "  muster stop demo"})
final class StopCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private GlobalOptions global;

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the cluster.")
  private String name;

  StopCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    Session session = global.session(surroundings);
    ApiClient api = session.api();
    api.post("/clusters/%s/stop".formatted(name), Map.of(), Object.class);
    String state = new StateWatch(session, api, name).until(Set.of("stopped", "failed"));
    session.screen().line(StateWatch.result(session, name, state));
    return state.equals("stopped") ? ExitCode.DONE : ExitCode.FAILED;
  }
}
