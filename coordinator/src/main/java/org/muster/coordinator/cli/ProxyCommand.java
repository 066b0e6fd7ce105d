package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.muster.coordinator.core.view.ClusterView;
import org.muster.coordinator.core.view.ServiceView;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster proxy}. */
@Command(
    name = "proxy",
    description = {
      "Print where the pages and ports of a cluster are reached from here, and open them.",
      "Nodes of this machine are reached as they are: their addresses are loopback ones. Where"
          + " nothing leads to the nodes, it says so, and what would."
    },
    footer = {
      "",
      "Examples:",
      "  muster proxy demo",
      "  muster proxy demo 'Spark Master' --open",
      "  curl -s \"$(muster proxy demo 'HDFS NameNode')/jmx\""
    })
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

  @Option(names = "--open", description = "Open the pages in the browser, too.")
  private boolean isOpening;

  ProxyCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    Session session = global.session(surroundings);
    ClusterView view = session.api().get("/clusters/" + name, ClusterView.class);
    List<ServiceView> chosen = view.services().stream().filter(this::isChosen).toList();
    if (chosen.isEmpty()) {
      throw unknown(view.services());
    }
    for (ServiceView one : chosen) {
      requireWay(one, session, view.provider());
    }
    if (session.isJson()) {
      session.screen().line(Output.json(chosen));
    } else {
      chosen.forEach(one -> session.screen().line(one.url()));
    }
    if (isOpening) {
      new Browser(surroundings).open(chosen.stream().map(ServiceView::url).toList());
    }
    return ExitCode.DONE;
  }

  private boolean isChosen(ServiceView one) {
    String wanted = service.toLowerCase(Locale.ROOT);
    return one.name().toLowerCase(Locale.ROOT).startsWith(wanted)
        || one.module().value().equals(wanted);
  }

  private MusterException unknown(List<ServiceView> services) {
    String there =
        services.stream()
            .map(one -> "'" + one.name() + "'")
            .distinct()
            .collect(Collectors.joining(", "));
    return new MusterException(
        ErrorCode.NOT_FOUND,
        there.isEmpty()
            ? "%s offers no services yet; see 'muster status %s'".formatted(name, name)
            : "%s offers no service '%s'; it offers %s".formatted(name, service, there));
  }

  // A loopback address leads to the nodes on the machine where they are, and nowhere else.
  private void requireWay(ServiceView one, Session session, String provider) {
    URI url = URI.create(one.url());
    if (!Session.isLoopback(url.getHost())) {
      throw new MusterException(
          ErrorCode.ENVIRONMENT,
          ("%s of %s is %s, an address of the nodes' own network (provider %s), to which nothing leads"
                  + " from here; what is missing is a VPN, or a tunnel through a machine in that"
                  + " network: ssh -L %d:%s:%d HOST")
              .formatted(
                  one.name(), name, url, provider, url.getPort(), url.getHost(), url.getPort()));
    }
    if (session.isElsewhere()) {
      String machine = session.api().base().getHost();
      throw new MusterException(
          ErrorCode.ENVIRONMENT,
          "%s of %s is %s on the machine of the coordinator; what is missing is a tunnel: ssh -L %d:%s:%d %s"
              .formatted(
                  one.name(), name, url, url.getPort(), url.getHost(), url.getPort(), machine));
    }
  }
}
