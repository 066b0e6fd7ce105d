package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster replace}. */
@Command(
    name = "replace",
    description = {
      "Put a new worker in the place of one, dead or alive.",
      "The new one is set up first; then the old one is drained, if it is there, and removed."
    },
    footer = {"", "Examples:", "  muster replace demo worker-2"})
final class ReplaceCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private GlobalOptions global;

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the cluster.")
  private String name;

  @Parameters(index = "1", paramLabel = "NODE", description = "Name of the node.")
  private String node;

  @Option(names = "--detach", description = "Begin, and do not wait.")
  private boolean detach;

  ReplaceCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    Session session = global.session(surroundings);
    ApiClient api = session.api();
    String path = "/clusters/%s/nodes/%s/replace".formatted(name, node);
    String deployment = api.post(path, Map.of(), Begun.class).deployment();
    return new ChangeEnd(session, name).printUnless(detach, api, deployment);
  }
}
