package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.muster.coordinator.core.view.ClusterView;
import org.muster.coordinator.core.view.NodeView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code muster nodes}. */
@Command(
    name = "nodes",
    description = "Show the nodes of a cluster: where they are, what they have, how they are.",
    footer = {"", "Examples:", "  muster nodes demo", "  muster nodes demo --json"})
final class NodesCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private GlobalOptions global;

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the cluster.")
  private String name;

  NodesCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    Session session = global.session(surroundings);
    ClusterView view = session.api().get("/clusters/" + name, ClusterView.class);
    if (session.isJson()) {
      session.screen().line(Output.json(view.nodes()));
    } else {
      lines(view).forEach(session.screen()::line);
    }
    return ExitCode.DONE;
  }

  private static List<String> lines(ClusterView view) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("NODE", "ROLE", "TYPE", "STATE", "FOR", "ADDRESS", "MEMORY", "CORES", ""));
    for (NodeView node : view.nodes()) {
      rows.add(
          List.of(
              node.node().value(),
              node.role().label(),
              node.type(),
              node.state(),
              Text.span(Text.between(node.since(), view.at())),
              Text.orEmpty(node.address()),
              node.memoryMb() == 0 ? "" : node.memoryMb() + " MiB",
              node.cores() == 0 ? "" : Integer.toString(node.cores()),
              Text.plain(StatusText.remark(node))));
    }
    return Output.columns(rows);
  }
}
