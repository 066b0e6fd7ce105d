package org.muster.coordinator.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Map;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.time.Pause;
import org.muster.time.RealRandom;
import org.muster.time.RealTime;
import picocli.CommandLine;

/** The command line: every command, and what an exit code is. */
public final class Cli {
  private Cli() {}

  /** Runs one command without the ability to serve; the answer is the exit code. */
  public static int run(
      String[] args, Map<String, String> variables, PrintStream out, PrintStream err) {
    return run(
        args,
        variables,
        out,
        err,
        settings -> {
          throw new MusterException(ErrorCode.INTERNAL, "this process cannot serve");
        });
  }

  /**
   * Runs one command; the answer is the exit code.
   *
   * @param server how to serve, for {@code coordinator serve}
   */
  public static int run(
      String[] args,
      Map<String, String> variables,
      PrintStream out,
      PrintStream err,
      Server server) {
    Surroundings surroundings =
        new Surroundings(
            variables,
            Screen.of(out, err, variables),
            System.in,
            Home.of(variables),
            RealTime.clock(),
            Pause.real(),
            RealRandom.lazily(),
            server);
    return run(args, surroundings);
  }

  static int run(String[] args, Surroundings surroundings) {
    if (args.length == 1 && args[0].equals(Rehearsal.ARGUMENT)) {
      return new Rehearsal(surroundings).run();
    }
    CommandLine line = Commands.line(args, surroundings);
    line.setOut(new PrintWriter(surroundings.screen().out(), true, UTF_8));
    line.setErr(new PrintWriter(surroundings.screen().err(), true, UTF_8));
    line.setExecutionExceptionHandler(new FailureReport(surroundings.screen()));
    line.setParameterExceptionHandler(new UsageReport());
    return line.execute(args);
  }
}
