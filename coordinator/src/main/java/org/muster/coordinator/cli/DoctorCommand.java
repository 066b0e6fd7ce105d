package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code muster doctor}. */
@Command(
    name = "doctor",
    description = {
      "Check what a cluster of local nodes needs from this machine, and what is left over.",
      "Exits with 3 when something is wrong."
    },
    footer = {"", "Examples:", "  muster doctor", "  muster doctor --json"})
final class DoctorCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private GlobalOptions global;

  DoctorCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    Session session = global.session(surroundings);
    List<Finding> findings = new Checkup(session).findings();
    if (session.isJson()) {
      session.screen().line(Output.json(findings));
    } else {
      findings.forEach(finding -> session.screen().line(finding.line(session.screen().layout())));
    }
    boolean isHealthy = findings.stream().noneMatch(finding -> finding.state().equals("wrong"));
    return isHealthy ? ExitCode.DONE : ExitCode.ENVIRONMENT;
  }
}
