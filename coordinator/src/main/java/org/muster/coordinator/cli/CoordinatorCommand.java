package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.muster.coordinator.core.view.StorageView;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code muster coordinator}: the local one, by hand. */
@Command(
    name = "coordinator",
    description =
        "Start, stop or look at the coordinator of this machine, or serve in this process.",
    synopsisSubcommandLabel = "(start | stop | status | serve)",
    footer = {
      "",
      "Examples:",
      "  muster coordinator status",
      "  muster coordinator stop       the clusters go on; any command starts it again",
      "  muster coordinator serve --api-listen 127.0.0.1:7070"
    })
final class CoordinatorCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @SuppressWarnings("unused") // for --help
  @Mixin
  private GlobalOptions global;

  @Spec private CommandSpec spec;

  CoordinatorCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Missing required subcommand: start, stop, status or serve");
  }

  @Command(name = "start", description = "Start it when it does not run.")
  int start(
      @Mixin GlobalOptions options,
      @CommandLine.Option(
              names = "--adopt",
              description = "Go on with a journal from a backup, although nodes saw a later one.")
          boolean isAdopting) {
    Session session = options.session(surroundings);
    LocalCoordinator.Running running =
        isAdopting ? session.local().adopt() : session.local().ensure();
    print(session, running, "The coordinator serves at %s (process %d).");
    return ExitCode.DONE;
  }

  @Command(
      name = "stop",
      description = "Stop it. Clusters go on; what was under way goes on when it is back.")
  int stop(@Mixin GlobalOptions options) {
    Session session = options.session(surroundings);
    boolean wasThere = session.local().stop();
    session
        .screen()
        .line(
            session.isJson()
                ? "{\"stopped\": %s}".formatted(wasThere)
                : wasThere ? "The coordinator is stopped." : "No coordinator runs here.");
    return ExitCode.DONE;
  }

  @Command(name = "status", description = "Show whether it runs; exits with 3 when it does not.")
  int status(@Mixin GlobalOptions options) {
    Session session = options.session(surroundings);
    LocalCoordinator local = session.local();
    if (local.running().isEmpty()) {
      session.screen().line(session.isJson() ? "{}" : "No coordinator runs here.");
      return ExitCode.ENVIRONMENT;
    }
    LocalCoordinator.Running running = local.running().get();
    StorageView kept = session.api().get("/storage", StorageView.class);
    if (session.isJson()) {
      session.screen().line(Output.json(new Status(running, kept)));
      return ExitCode.DONE;
    }
    print(session, running, "The coordinator serves at %s (process %d).");
    StorageText.lines(kept).forEach(session.screen()::line);
    Path crashes = surroundings.home().crashPoints();
    if (Files.exists(crashes)) {
      session.screen().line("For a test, it may end at once, as " + crashes + " says.");
    }
    return ExitCode.DONE;
  }

  /** All that is known of a coordinator that serves. */
  record Status(
      @JsonUnwrapped LocalCoordinator.Running running, @JsonProperty("storage") StorageView kept) {}

  @Command(
      name = "serve",
      description = "Serve in this process until it is told to stop.",
      footer = {
        "",
        "All settings, and the file for them: docs/coordinator.md. A password is never an option."
      })
  int serve(@Mixin GlobalOptions options, @Mixin ServeOptions serve) {
    LocalCoordinator local = options.session(surroundings).local();
    return surroundings
        .server()
        .serve(
            new Server.Settings(
                surroundings.home().folder(),
                local.ownVersion(),
                Distribution.find(surroundings).map(Distribution::folder).orElse(null),
                serve.given(),
                surroundings.variables()));
  }

  private static void print(Session session, LocalCoordinator.Running running, String sentence) {
    session
        .screen()
        .line(
            session.isJson()
                ? Output.json(running)
                : sentence.formatted(running.url(), running.pid()));
  }
}
