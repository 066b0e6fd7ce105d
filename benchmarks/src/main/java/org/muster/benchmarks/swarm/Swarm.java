package org.muster.benchmarks.swarm;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Starts a coordinator, joins thousands of agents to it, and puts them through their exercises.
 *
 * <p>Arguments: the number of agents, the exercises, the launcher of the command line, the home of
 * the coordinator, a file for the figures.
 */
public final class Swarm {
  private static final String CLUSTER = "swarm";
  private static final long PRINTED_IN_ALL = 2L << 30;
  private static final long PRINTED_AT_MOST = 16L << 20;
  private static final Logger ALL = Logger.getLogger("org.muster.agent");

  private Swarm() {}

  public static void main(String[] arguments) {
    Thread.currentThread().setUncaughtExceptionHandler(Swarm::giveUp);
    int agents = Integer.parseInt(arguments[0]);
    List<String> exercises = Arrays.asList(arguments[1].split(","));
    Path home = Path.of(arguments[3]);
    ALL.setLevel(Level.SEVERE);
    CoordinatorProcess coordinator = new CoordinatorProcess(home, arguments[2]);
    PrintStream out = System.out;
    Report report = new Report(out);
    coordinator.start();
    try {
      Stage stage = stage(agents, coordinator, report, output(home, agents));
      for (Map.Entry<String, Consumer<Stage>> one : Exercises.all().entrySet()) {
        if (exercises.contains(one.getKey())) {
          out.printf("%s%n", one.getKey());
          one.getValue().accept(stage);
        }
      }
    } finally {
      report.write(Path.of(arguments[4]), agents);
      coordinator.stop();
    }
    out.printf("%n%d agents%n", agents);
    report.table();
    Runtime.getRuntime().halt(0); // ten thousand agents would each say goodbye
  }

  /** The agents' loops would keep the process, and with it whoever waits for the figures. */
  private static void giveUp(Thread in, Throwable why) {
    why.printStackTrace();
    Runtime.getRuntime().halt(1);
  }

  private static Stage stage(
      int agents, CoordinatorProcess coordinator, Report report, Path output) {
    Api api = new Api(coordinator);
    api.upload("seed", List.of("init"));
    Exercises.empties().forEach(module -> api.upload(module, Exercises.PHASES));
    api.upload(Scripts.RALLY, List.of("setup", "test"));
    api.upload(Scripts.CHATTER, List.of("run"));
    api.launch(CLUSTER, agents, "seed");
    Feed feed = new Feed(coordinator, CLUSTER);
    feed.begin();
    Path join = Path.of("clusters", CLUSTER, "join.json");
    Patience.until(Duration.ofSeconds(30), join.toString(), () -> feed.count("nodes-launched") > 0);
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(Ground.EVENT_LOOPS));
    Tally tally = new Tally();
    Ground ground = Ground.of(agents, vertx, coordinator.join(CLUSTER), output, tally);
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < agents; i++) {
      nodes.add(new Node(ground, i));
    }
    return new Stage(CLUSTER, nodes, tally, coordinator, api, feed, report);
  }

  /** What each node prints: a megabyte a second for some time, as far as this disk may have it. */
  private static Path output(Path home, int agents) {
    long bytes = Math.min(PRINTED_AT_MOST, PRINTED_IN_ALL / agents);
    Path file = home.resolveSibling("output.log");
    byte[] line = ("x".repeat(99) + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] content = new byte[(int) (bytes / line.length * line.length)];
    for (int at = 0; at < content.length; at += line.length) {
      System.arraycopy(line, 0, content, at, line.length);
    }
    try {
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file, e);
    }
  }
}
