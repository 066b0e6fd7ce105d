package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.concurrent.Callable;
import org.muster.coordinator.core.view.ClusterView;
import org.muster.coordinator.core.view.NodeView;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code muster get-master}. */
@Command(
    name = "get-master",
    description = "Print the address of the first master.",
    footer = {"", "Examples:", "  muster get-master demo"})
final class GetMasterCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private GlobalOptions global;

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the cluster.")
  private String name;

  GetMasterCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    Session session = global.session(surroundings);
    NodeView master = master(session.api().get("/clusters/" + name, ClusterView.class));
    session
        .screen()
        .line(
            session.isJson()
                ? Output.json(Map.of("node", master.node(), "address", master.address()))
                : master.address());
    return ExitCode.DONE;
  }

  private NodeView master(ClusterView view) {
    return view.nodes().stream()
        .filter(node -> node.role() == Role.MASTER)
        .filter(node -> !Text.orEmpty(node.address()).isEmpty())
        .findFirst()
        .orElseThrow(
            () ->
                new MusterException(
                    ErrorCode.ENVIRONMENT,
                    "%s has no master with an address yet; see 'muster nodes %s'"
                        .formatted(name, name)));
  }
}
