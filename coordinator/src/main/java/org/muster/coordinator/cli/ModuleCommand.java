package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.muster.coordinator.core.view.ModuleView;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.ModuleName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code muster module}: what can be deployed, and whether it works. */
@Command(
    name = "module",
    description = "List modules, show one, check your own, or test them on nodes.",
    synopsisSubcommandLabel = "(list | show | lint | test)",
    footer = {
      "",
      "Examples:",
      "  muster module list",
      "  muster module show spark",
      "  muster module lint ./my-modules",
      "  muster module test scala",
      "  muster module test hello --module-path ./my-modules --isolation process --keep"
    })
final class ModuleCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @SuppressWarnings("unused") // for --help
  @Mixin
  private GlobalOptions global;

  @Spec private CommandSpec spec;

  ModuleCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "Missing required subcommand: list, show, lint or test");
  }

  @Command(name = "list", description = "List the modules of the coordinator.")
  int list(
      @Mixin GlobalOptions options,
      @Option(names = "--markdown", description = "As the page docs/modules.md.")
          boolean isMarkdown) {
    Session session = options.session(surroundings);
    ModuleView[] modules = modules(session);
    if (session.isJson()) {
      session.screen().line(Output.json(modules));
    } else if (isMarkdown) {
      ModulesPage.lines(List.of(modules)).forEach(session.screen()::line);
    } else {
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("MODULE", "VERSION", "RUNS ON", "SUMMARY"));
      for (ModuleView module : modules) {
        rows.add(
            List.of(
                module.name().value(),
                module.version(),
                String.join(", ", module.isolation()),
                module.summary()));
      }
      Output.columns(rows).forEach(session.screen()::line);
    }
    return ExitCode.DONE;
  }

  @Command(name = "show", description = "Show one module: phases, variables, services.")
  int show(
      @Mixin GlobalOptions options,
      @Parameters(paramLabel = "MODULE", description = "Name of the module.") String name) {
    Session session = options.session(surroundings);
    for (ModuleView module : modules(session)) {
      if (module.name().value().equals(name)) {
        List<String> lines =
            session.isJson() ? List.of(Output.json(module)) : ModuleText.lines(module);
        lines.forEach(session.screen()::line);
        return ExitCode.DONE;
      }
    }
    throw new MusterException(
        ErrorCode.NOT_FOUND,
        "there is no module '%s'; 'muster module list' lists them".formatted(name));
  }

  @Command(
      name = "lint",
      description = {
        "Check modules without deploying them: manifest, templates, scripts.",
        "Each PATH is the folder of one module, or a folder of such folders."
      })
  int lint(
      @Mixin GlobalOptions options,
      @Parameters(paramLabel = "PATH", arity = "1..*", description = "Folders to check.")
          List<Path> paths) {
    Session session = options.session(surroundings);
    List<ModuleCheck.Report> reports = new ModuleCheck(surroundings).check(paths);
    if (session.isJson()) {
      session.screen().line(Output.json(reports));
    } else {
      reports.forEach(report -> report.lines().forEach(session.screen()::line));
    }
    boolean isClean = reports.stream().allMatch(report -> report.mistakes().isEmpty());
    return isClean ? ExitCode.DONE : ExitCode.FAILED;
  }

  @Command(
      name = "test",
      description = {
        "Run all phases of modules, with what they require, twice on fresh nodes.",
        "The second time must change no file and restart no daemon. Each module gets nodes of its"
            + " own, which are destroyed at the end, after Ctrl-C too."
      })
  int test(
      @Mixin GlobalOptions options,
      @Mixin TrialInputs inputs,
      @Parameters(paramLabel = "MODULE", arity = "1..*", description = "Names of modules.")
          List<String> names) {
    inputs.check();
    Session session = options.session(surroundings);
    ApiClient api = session.apiStartedIfNeeded();
    Map<String, String> trees = inputs.sendModules(api);
    List<TrialReport> reports = new ArrayList<>();
    for (ModuleName name : names.stream().map(ModuleName::new).toList()) {
      TrialReport report = new ModuleTrial(session, api, inputs).run(name.value(), trees);
      reports.add(report);
      if (!session.isJson()) {
        report.lines().forEach(session.screen()::line);
      }
    }
    if (session.isJson()) {
      session.screen().line(Output.json(reports));
    }
    return reports.stream().mapToInt(TrialReport::exitCode).max().orElse(ExitCode.DONE);
  }

  private static ModuleView[] modules(Session session) {
    return session.apiStartedIfNeeded().get("/modules", ModuleView[].class);
  }
}
