package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code muster completion}. */
@Command(
    name = "completion",
    description = "Print a script that completes commands and options, for bash and zsh.",
    footer = {
      "",
      "Examples:",
      "  source <(muster completion)                     for this shell",
      "  muster completion > ~/.local/share/bash-completion/completions/muster"
    })
final class CompletionCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private GlobalOptions global;
  @Spec private CommandSpec spec;

  CompletionCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    global
        .session(surroundings)
        .screen()
        .write(AutoComplete.bash("muster", spec.root().commandLine()));
    return ExitCode.DONE;
  }
}
