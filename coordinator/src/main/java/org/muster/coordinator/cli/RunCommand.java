package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.Callable;
import org.muster.coordinator.core.spec.CommandRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster run}. */
@Command(
    name = "run",
    description = {
      "Run a command on nodes, in the environment of a step, without a shell.",
      "Output comes as it is printed, with the node before each line. Exits with 1 when the"
          + " command failed on any node."
    },
    footer = {
      "",
      "Examples:",
      "  muster run demo -- hostname",
      "  muster run demo --role worker -- printenv MUSTER_NODE",
      "  muster run demo --node master-1 -- bash -c 'df -h | tail -1'",
      "  muster run demo --group -- cat /etc/os-release"
    })
final class RunCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private GlobalOptions global;

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the cluster.")
  private String name;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "The command and its arguments, after '--'.")
  private List<String> command;

  @Option(names = "--role", paramLabel = "ROLE", description = "Only on masters, or on workers.")
  private String role = "";

  @Option(names = "--node", paramLabel = "NODE", description = "Only on this node.")
  private String node = "";

  @Option(names = "--group", description = "At the end, with equal outputs printed once.")
  private boolean group;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Kill the command after that long; default: an hour.")
  private long timeout;

  RunCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    Session session = global.session(surroundings);
    ApiClient api = session.api();
    CommandRequest request = new CommandRequest(command, role, node, timeout, "");
    return new CommandRun(session, api, name)
        .run(request, group ? OutputStyle.GROUPED : OutputStyle.PREFIXED);
  }
}
