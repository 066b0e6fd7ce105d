package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.muster.coordinator.core.view.ClusterView;
import org.muster.coordinator.core.view.ServiceView;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code muster proxy}. */
@Command(
    name = "proxy",
    description = {
      "Print where a service can be reached from here.",
      "Nodes of this machine are reached as they are: their addresses are loopback ones."
    },
    footer = {"", "Examples:", "  muster proxy demo", "  muster proxy demo 'Spark master'"})
final class ProxyCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private GlobalOptions global;

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the cluster.")
  private String name;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "SERVICE",
      description = "A service, or the begin of its name; default: all.")
  private String service = "";

  ProxyCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    Session session = global.session(surroundings);
    ClusterView view = session.api().get("/clusters/" + name, ClusterView.class);
    if (!view.provider().startsWith("local")) {
      throw new MusterException(
          ErrorCode.INVALID_INPUT,
          "%s runs on %s, which is not this machine; reach its addresses over your own network or VPN ('muster services %s')"
              .formatted(name, view.provider(), name));
    }
    List<ServiceView> chosen = view.services().stream().filter(this::isChosen).toList();
    if (chosen.isEmpty()) {
      throw new MusterException(
          ErrorCode.NOT_FOUND,
          "%s offers no service '%s'; see 'muster services %s'".formatted(name, service, name));
    }
    if (session.isJson()) {
      session.screen().line(Output.json(chosen));
    } else {
      chosen.forEach(one -> session.screen().line(one.url()));
    }
    return ExitCode.DONE;
  }

  private boolean isChosen(ServiceView one) {
    String wanted = service.toLowerCase(Locale.ROOT);
    return one.name().toLowerCase(Locale.ROOT).startsWith(wanted)
        || one.module().value().equals(wanted);
  }
}
