package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code muster} alone. */
@Command(
    name = "muster",
    description = "Deploys data-science clusters on EC2, or on this machine.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Begin with:",
      "  muster launch demo                  a Spark and HDFS cluster of three local nodes",
      "  muster status demo                  how it is, and whom it waits for",
      "  muster destroy demo                 remove it",
      "",
      "Exit codes: 0 done, 1 failed, 2 usage, 3 environment, 4 unknown or blocked, 70 our bug.",
      "Variables:  MUSTER_HOME (~/.muster), MUSTER_COORDINATOR (URL), MUSTER_TOKEN, NO_COLOR."
    })
final class RootCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("unused") // picocli reads it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      description = "Show the version.")
  private boolean version;

  RootCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    if (version) {
      surroundings.screen().line(VersionCommand.sentence(surroundings));
      return ExitCode.DONE;
    }
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
