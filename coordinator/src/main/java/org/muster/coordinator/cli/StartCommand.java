package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code muster start}. */
@Command(
    name = "start",
    description = "Start the nodes of a stopped cluster, and set them up again; nothing is run.",
    footer = {"", "Examples:", "  muster start demo"})
final class StartCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private GlobalOptions global;

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the cluster.")
  private String name;

  StartCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    Session session = global.session(surroundings);
    ApiClient api = session.api();
    api.post("/clusters/%s/start".formatted(name), Map.of(), Object.class);
    String state = new StateWatch(session, api, name).until(Set.of("running", "failed", "blocked"));
    session.screen().line(StateWatch.result(session, name, state));
    return switch (state) {
      case "running" -> ExitCode.DONE;
      case "blocked" -> ExitCode.UNCERTAIN;
      default -> ExitCode.FAILED;
    };
  }
}
