package org.muster.agent.step;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** Starts a runner in a session of its own, which the end of the agent does not reach. */
final class RunnerLauncher {
  private final Path library;
  private final Optional<Path> crashPoints;

  /**
   * Starts runners from a library.
   *
   * @param crashPoints of this agent; its runners have a file of their own beside it
   */
  RunnerLauncher(Path library, Optional<Path> crashPoints) {
    this.library = library;
    this.crashPoints = crashPoints.map(file -> file.resolveSibling(file.getFileName() + ".runner"));
  }

  Process launch(StepDirectory directory, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command(directory));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder
        .directory(directory.path().toFile())
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.ENVIRONMENT,
          "starting the runner of %s: %s".formatted(directory.key(), e.getMessage()),
          e);
    }
  }

  private List<String> command(StepDirectory directory) {
    List<String> words = new ArrayList<>(List.of("setsid", "bash", "--noprofile", "--norc"));
    words.add(library.resolve("runner.bash").toString());
    words.add(directory.path().toString());
    crashPoints.ifPresent(file -> words.add(file.toString()));
    return words;
  }
}
