package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster resume}. */
@Command(
    name = "resume",
    description = {
      "Try again what failed, is unknown or was skipped in the newest deployment.",
      "What succeeded is not run again."
    },
    footer = {"", "Examples:", "  muster resume demo"})
final class ResumeCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private GlobalOptions global;

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the cluster.")
  private String name;

  @Option(names = "--detach", description = "Begin, and do not wait.")
  private boolean detach;

  ResumeCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    Session session = global.session(surroundings);
    ApiClient api = session.api();
    String path = "/clusters/%s/resume".formatted(name);
    String deployment = api.post(path, Map.of(), Begun.class).deployment();
    return new DeploymentEnd(session, name).printUnless(detach, api, deployment);
  }
}
