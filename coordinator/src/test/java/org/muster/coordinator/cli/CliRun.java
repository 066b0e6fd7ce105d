package org.muster.coordinator.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.muster.coordinator.http.ServerForTest;
import org.muster.time.Pause;
import org.muster.time.RealTime;

/** One run of the command line, and what it printed. */
record CliRun(int exitCode, String out, String err) {

  /** With an environment that names the server, and nothing on the standard input. */
  static CliRun against(ServerForTest server, String... args) {
    return answering("", server, args);
  }

  static CliRun answering(String input, ServerForTest server, String... args) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("MUSTER_HOME", Path.of("target", "no-such-home").toString());
    variables.put("MUSTER_COORDINATOR", server.url().toString());
    variables.put("MUSTER_TOKEN", ServerForTest.TOKEN);
    return with(variables, input, args);
  }

  static CliRun with(Map<String, String> variables, String input, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings surroundings =
        new Surroundings(
            variables,
            new Screen(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            Home.of(variables),
            RealTime.clock(),
            Pause.real(),
            new Random(7),
            settings -> 42);
    int exitCode = Cli.run(args, surroundings);
    return new CliRun(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
