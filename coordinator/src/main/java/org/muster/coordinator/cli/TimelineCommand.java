package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.muster.coordinator.core.view.ClusterView;
import org.muster.coordinator.core.view.DeploymentView;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster timeline}. */
@Command(
    name = "timeline",
    description = {
      "Show when each step of the newest deployment ran, as bars over its time.",
      "With --html, as a page that needs nothing else."
    },
    footer = {
      "",
      "Examples:",
      "  muster timeline demo",
      "  muster timeline demo --html timeline.html"
    })
final class TimelineCommand implements Callable<Integer> {
  private static final int WIDEST = 120;

  private final Surroundings surroundings;

  @Mixin private GlobalOptions global;

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the cluster.")
  private String name;

  @Option(names = "--html", paramLabel = "FILE", description = "Write a page to this file.")
  private Path html;

  @Option(
      names = "--deployment",
      paramLabel = "ID",
      description = "Of this deployment; default: the newest that is no command.")
  private String deployment = "";

  TimelineCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    Session session = global.session(surroundings);
    ApiClient api = session.api();
    ClusterView view = api.get("/clusters/" + name + "?steps=true", ClusterView.class);
    DeploymentView shown = chosen(api, view);
    Timeline timeline = Timeline.of(shown, view.at());
    if (html != null) {
      write(TimelinePage.of(name, timeline));
      session.screen().note("The timeline is in %s.".formatted(html));
    } else if (session.isJson()) {
      session.screen().line(Output.json(shown.steps()));
    } else {
      timeline
          .lines(Math.min(WIDEST, session.screen().layout().width()))
          .forEach(session.screen()::line);
    }
    return ExitCode.DONE;
  }

  private DeploymentView chosen(ApiClient api, ClusterView view) {
    if (!deployment.isEmpty()) {
      String path = "/clusters/%s/deployments/%s".formatted(name, deployment);
      return api.get(path, DeploymentView.class);
    }
    if (view.deployment() == null) {
      throw new MusterException(ErrorCode.NOT_FOUND, "%s has no deployment yet".formatted(name));
    }
    return view.deployment();
  }

  private void write(String page) {
    try {
      Files.writeString(html, page);
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + html, e);
    }
  }
}
