package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster logs}. */
@Command(
    name = "logs",
    description = {
      "Show what scripts printed: of all steps of a deployment, or of those that you choose.",
      "The coordinator's copy is shown; bytes that did not arrive are marked."
    },
    footer = {
      "",
      "Examples:",
      "  muster logs demo --module spark --phase setup",
      "  muster logs demo --node worker-2 --follow",
      "  muster logs demo --grep 'ERROR|Exception'"
    })
final class LogsCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private GlobalOptions global;

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the cluster.")
  private String name;

  @Option(names = "--node", paramLabel = "NODE", description = "Only of this node.")
  private String node = "";

  @Option(names = "--module", paramLabel = "MODULE", description = "Only of this module.")
  private String module = "";

  @Option(names = "--phase", paramLabel = "PHASE", description = "Only of this phase.")
  private String phase = "";

  @Option(
      names = "--deployment",
      paramLabel = "ID",
      description = "Of this deployment or command; default: the newest that is no command.")
  private String deployment = "";

  @Option(names = "--follow", description = "Stay until the steps are over.")
  private boolean follow;

  @Option(
      names = "--grep",
      paramLabel = "PATTERN",
      description = "Only lines with a match of this regular expression.")
  private String grep = "";

  LogsCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    Session session = global.session(surroundings);
    Pattern pattern = pattern();
    LogPrinter printer =
        new LogPrinter(session, name, new LogPrinter.Choice(node, module, phase, deployment));
    return printer.print(line -> pattern.matcher(line).find(), follow);
  }

  private Pattern pattern() {
    try {
      return Pattern.compile(grep);
    } catch (PatternSyntaxException e) {
      throw new MusterException(
          ErrorCode.INVALID_INPUT,
          "--grep is '%s', which is no regular expression: %s".formatted(grep, e.getDescription()),
          e);
    }
  }
}
