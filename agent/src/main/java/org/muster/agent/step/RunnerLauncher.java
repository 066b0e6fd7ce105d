package org.muster.agent.step;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** Starts a runner in a session of its own, which the end of the agent does not reach. */
final class RunnerLauncher {
  private final Path library;

  RunnerLauncher(Path library) {
    this.library = library;
  }

  Process launch(StepDirectory directory, Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder(
            "setsid",
            "bash",
            "--noprofile",
            "--norc",
            library.resolve("runner.bash").toString(),
            directory.path().toString());
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
}
