package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code muster version}. */
@Command(
    name = "version",
    description = "Show the version of this command line, and of the coordinator that runs.")
final class VersionCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private GlobalOptions global;

  VersionCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    Session session = global.session(surroundings);
    Optional<LocalCoordinator.Running> running = session.local().running();
    if (session.isJson()) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("build", session.local().ownVersion());
      answer.put("java", System.getProperty("java.version"));
      running.ifPresent(now -> answer.put("coordinator", now));
      session.screen().line(Output.json(answer));
      return ExitCode.DONE;
    }
    session.screen().line(sentence(surroundings));
    session
        .screen()
        .line(
            running
                .map(now -> "coordinator: build %s at %s".formatted(now.version(), now.url()))
                .orElse("coordinator: none runs here"));
    return ExitCode.DONE;
  }

  static String sentence(Surroundings surroundings) {
    return "muster, build %s, Java %s"
        .formatted(
            new LocalCoordinator(surroundings).ownVersion(), System.getProperty("java.version"));
  }
}
