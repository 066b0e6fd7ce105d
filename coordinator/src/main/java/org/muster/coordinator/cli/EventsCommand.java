package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import org.muster.coordinator.core.view.EventView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster events}. */
@Command(
    name = "events",
    description = {
      "Show what happened to a cluster, from its journal.",
      "With --json: an array, or with --follow one object a line."
    },
    footer = {"", "Examples:", "  muster events demo", "  muster events demo --follow --after 120"})
final class EventsCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private GlobalOptions global;

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the cluster.")
  private String name;

  @Option(names = "--follow", description = "Stay, and show what happens from now on.")
  private boolean follow;

  @Option(
      names = "--after",
      paramLabel = "N",
      description = "Only events with a higher number than N.")
  private long after;

  EventsCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    Session session = global.session(surroundings);
    ApiClient api = session.api();
    if (follow) {
      new EventFollow(session, api, name).from(after);
      return ExitCode.DONE;
    }
    if (session.isJson()) {
      session.printJson(api.getBytes(page(after)));
      return ExitCode.DONE;
    }
    long last = after;
    while (true) {
      EventView[] page = api.get(page(last), EventView[].class);
      for (EventView event : page) {
        session.screen().line(EventFollow.line(event));
        last = event.seq();
      }
      if (page.length == 0) {
        return ExitCode.DONE;
      }
    }
  }

  private String page(long from) {
    return "/clusters/%s/events?after=%d&limit=10000".formatted(name, from);
  }
}
