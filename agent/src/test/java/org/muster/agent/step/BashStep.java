package org.muster.agent.step;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A step whose script runs under the real runner, on a node without an agent. */
final class BashStep {
  static final Path LIBRARY = Path.of("src/main/resources/org/muster/agent/step").toAbsolutePath();

  private static final Pattern EXIT_CODE = Pattern.compile("\"exitCode\":([0-9]+)");
  private static final int PATIENCE_SECONDS = 60;

  private final Path node;
  private final Path step;

  /** What is left when the runner is gone. */
  record Outcome(int exitCode, String output) {}

  BashStep(Path node, String name) {
    this.node = node;
    this.step = node.resolve("steps").resolve(name);
  }

  /** Runs a script as the setup of module "web" on worker-1, to its end. */
  static Outcome run(Path node, String script) {
    try {
      Path steps = Files.createDirectories(node.resolve("steps"));
      BashStep step =
          new BashStep(node, Files.createTempDirectory(steps, "step").getFileName().toString());
      return step.outcome(step.start(script));
    } catch (IOException e) {
      throw new UncheckedIOException("making a step in " + node, e);
    }
  }

  Process start(String script) {
    try {
      Path module = node.resolve("web");
      Files.createDirectories(module);
      Files.createDirectories(step);
      Files.createDirectories(node.resolve("state"));
      Files.writeString(module.resolve("setup.sh"), script);
      return runner();
    } catch (IOException e) {
      throw new UncheckedIOException("starting a step in " + step, e);
    }
  }

  /** Starts a runner for the step as it is. */
  Process runner() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of("setsid", "bash", LIBRARY.resolve("runner.bash").toString(), step.toString()));
    builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
    builder.environment().putAll(environment());
    builder.redirectInput(new File("/dev/null"));
    return builder.redirectErrorStream(true).redirectOutput(new File("/dev/null")).start();
  }

  Outcome outcome(Process runner) {
    try {
      if (!runner.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        runner.destroyForcibly();
        throw new AssertionError("the runner did not end; it printed:\n" + output());
      }
      Matcher exit = EXIT_CODE.matcher(Files.readString(step.resolve("exit.json")));
      if (!exit.find()) {
        throw new AssertionError("exit.json holds no exit code");
      }
      return new Outcome(Integer.parseInt(exit.group(1)), output());
    } catch (IOException e) {
      throw new UncheckedIOException("reading the end of " + step, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  Path directory() {
    return step;
  }

  String output() throws IOException {
    return Files.readString(step.resolve("output.log"));
  }

  /** The requests that the script left for its agent. */
  List<String> requests() throws IOException {
    try (Stream<Path> files = Files.list(step.resolve("requests"))) {
      List<Path> requests =
          files.filter(file -> file.toString().endsWith(".req")).sorted().toList();
      return requests.stream().map(BashStep::text).toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> environment() {
    return Map.ofEntries(
        Map.entry("MUSTER_ROOT", node.toString()),
        Map.entry("MUSTER_STATE", node.resolve("state").toString()),
        Map.entry("MUSTER_MODULE", "web"),
        Map.entry("MUSTER_MODULE_DIR", node.resolve("web").toString()),
        Map.entry("MUSTER_PHASE", "setup"),
        Map.entry("MUSTER_NODE", "worker-1"),
        Map.entry("MUSTER_ROLE", "worker"),
        Map.entry("MUSTER_MASTERS", "master-1"),
        Map.entry("MUSTER_WORKERS", "worker-1 worker-2"),
        Map.entry("MUSTER_ADDRESS", "127.0.0.1"),
        Map.entry("MUSTER_ISOLATION", "process"),
        Map.entry("MUSTER_STEP", "demo/d1/worker-1/web/setup/1"),
        Map.entry("MUSTER_STEP_DIR", step.toString()),
        Map.entry("LANG", "C.UTF-8"));
  }
}
