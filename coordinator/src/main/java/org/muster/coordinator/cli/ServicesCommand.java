package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.muster.coordinator.core.view.ClusterView;
import org.muster.coordinator.core.view.ServiceView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code muster services}. */
@Command(
    name = "services",
    description = "Show the pages and ports that a cluster offers.",
    footer = {"", "Examples:", "  muster services demo"})
final class ServicesCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private GlobalOptions global;

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the cluster.")
  private String name;

  ServicesCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    Session session = global.session(surroundings);
    ClusterView view = session.api().get("/clusters/" + name, ClusterView.class);
    if (session.isJson()) {
      session.screen().line(Output.json(view.services()));
    } else if (view.services().isEmpty()) {
      session.screen().line("%s offers no services yet.".formatted(name));
    } else {
      lines(view.services()).forEach(session.screen()::line);
    }
    return ExitCode.DONE;
  }

  private static List<String> lines(List<ServiceView> services) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("SERVICE", "NODE", "MODULE", "URL"));
    for (ServiceView service : services) {
      rows.add(
          List.of(service.name(), service.node().value(), service.module().value(), service.url()));
    }
    return Output.columns(rows);
  }
}
