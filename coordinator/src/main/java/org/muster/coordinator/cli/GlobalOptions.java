package org.muster.coordinator.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every command understands. */
final class GlobalOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("unused") // picocli reads it
  private boolean help;

  @Option(names = "--json", description = "Print JSON for programs.")
  private boolean json;

  @Option(
      names = "--coordinator",
      paramLabel = "URL",
      description = "Call this coordinator; default: MUSTER_COORDINATOR, else the local one.")
  private String coordinator = "";

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "Trust a coordinator elsewhere by these certificates; default: MUSTER_CA.")
  private String ca = "";

  @Option(names = "--no-color", description = "Print without colors.")
  private boolean noColor;

  boolean isJson() {
    return json;
  }

  Session session(Surroundings surroundings) {
    Screen screen = noColor ? surroundings.screen().withoutColor() : surroundings.screen();
    String named =
        coordinator.isEmpty() ? surroundings.variable("MUSTER_COORDINATOR") : coordinator;
    String trusted = ca.isEmpty() ? surroundings.variable("MUSTER_CA") : ca;
    Trust trust = trusted.isEmpty() ? Trust.usual() : Trust.in(Path.of(trusted));
    return new Session(surroundings, screen, new Session.Remote(named, trust), json);
  }
}
