package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.Callable;
import org.muster.coordinator.core.spec.ScaleRequest;
import org.muster.coordinator.core.view.ClusterView;
import org.muster.protocol.Role;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster scale}. */
@Command(
    name = "scale",
    description = {
      "Add workers to a cluster, or remove some.",
      "New workers are set up and tested; the other nodes only take them in. Workers that go are drained first:",
      "without --remove the newest, after those that are lost. Their data on local disks goes with them."
    },
    footer = {
      "",
      "Examples:",
      "  muster scale demo --workers 5",
      "  muster scale demo --add 2",
      "  muster scale demo --remove worker-3"
    })
final class ScaleCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private GlobalOptions global;

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the cluster.")
  private String name;

  @ArgGroup(multiplicity = "1")
  private Wish wish;

  @Option(names = "--detach", description = "Begin, and do not wait.")
  private boolean detach;

  /** One of them. */
  static final class Wish {
    @Option(names = "--workers", paramLabel = "N", description = "How many there shall be.")
    private Integer workers;

    @Option(names = "--add", paramLabel = "N", description = "How many more.")
    private Integer add;

    @Option(
        names = "--remove",
        split = ",",
        arity = "1..*",
        paramLabel = "NODE",
        description = "Which shall go.")
    private List<String> remove;
  }

  ScaleCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    Session session = global.session(surroundings);
    ApiClient api = session.api();
    if (wish.workers != null && wish.workers == workers(api)) {
      session.screen().line("%s has %s.".formatted(name, Text.count(wish.workers, "worker")));
      return ExitCode.DONE;
    }
    int add = wish.add == null ? 0 : wish.add;
    ScaleRequest request = new ScaleRequest(wish.workers, add, wish.remove);
    String deployment =
        api.post("/clusters/%s/scale".formatted(name), request, Begun.class).deployment();
    return new ChangeEnd(session, name).printUnless(detach, api, deployment);
  }

  private long workers(ApiClient api) {
    return api.get("/clusters/" + name, ClusterView.class).nodes().stream()
        .filter(node -> node.role() == Role.WORKER && !node.state().equals("removing"))
        .count();
  }
}
