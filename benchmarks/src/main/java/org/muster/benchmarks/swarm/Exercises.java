package org.muster.benchmarks.swarm;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** What a swarm is put through. Each leaves all nodes connected and nothing running. */
final class Exercises {
  static final List<String> PHASES = List.of("init", "setup", "test", "run");

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final int STARTS_A_SECOND = 500;

  private Exercises() {}

  /** By the names that the command line knows, in their order. */
  static Map<String, Consumer<Stage>> all() {
    Map<String, Consumer<Stage>> all = new LinkedHashMap<>();
    all.put("join", Exercises::join);
    all.put("rest", Exercises::rest);
    all.put("deploy", Exercises::deploy);
    all.put("barrier", Exercises::barrier);
    all.put("loss", Exercises::loss);
    all.put("pause", Exercises::pause);
    all.put("restart", Exercises::restart);
    all.put("crash", Exercises::crash);
    all.put("logs", Exercises::logs);
    return all;
  }

  static List<String> empties() {
    return IntStream.rangeClosed(1, 5).mapToObj(i -> "empty-" + i).toList();
  }

  /** Every node makes a key, proves its token, gets a certificate and comes back with it. */
  static void join(Stage stage) {
    long begin = System.nanoTime();
    try (Load load = new Load(stage.coordinator())) {
      for (int i = 0; i < stage.agents(); i++) {
        stage.nodes().get(i).connect();
        if (i % 50 == 49) {
          Patience.rest(Duration.ofMillis(50_000 / STARTS_A_SECOND));
        }
      }
      stage.allConnected(LONG);
      double seconds = (System.nanoTime() - begin) / 1e9;
      stage.report().saw("first joins, with CSR", seconds, "s");
      if (stage.agents() >= 1_000) {
        stage
            .report()
            .atLeast(3_000, "rate of first joins", stage.agents() / seconds * 60, "a minute");
      }
      stage.report().saw("coordinator's CPU while they join", load.cpuPercent(), "%");
    }
    stage.feed().ended("d1", LONG);
  }

  static void rest(Stage stage) {
    Patience.rest(Duration.ofSeconds(5));
    double before = stage.coordinator().cpuSeconds();
    Patience.rest(Duration.ofSeconds(20));
    double cpu = (stage.coordinator().cpuSeconds() - before) / 20 * 100;
    stage.report().saw("coordinator's CPU at rest", cpu, "% of one");
    stage.report().atMost(512, "live heap at rest", stage.coordinator().liveHeapMib(), "MiB");
    stage.report().saw("resident at rest", stage.coordinator().residentMib(), "MiB");
  }

  /** 4 phases of 5 modules whose scripts do nothing: all of it is overhead. */
  static void deploy(Stage stage) {
    int rounds = stage.agents() <= 1_000 ? 3 : 1;
    List<Double> seconds = new ArrayList<>();
    try (Load load = new Load(stage.coordinator())) {
      for (int round = 0; round < rounds; round++) {
        long begin = System.nanoTime();
        String deployment = stage.api().deploy(stage.cluster(), empties(), PHASES);
        seconds.add((stage.feed().ended(deployment, LONG) - begin) / 1e9);
      }
      double worst = seconds.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
      String name = "overhead of 4 phases × 5 modules (worst of %d)".formatted(rounds);
      if (stage.agents() <= 100) {
        stage.report().atMost(2, name, worst, "s");
      } else if (stage.agents() <= 1_000) {
        stage.report().atMost(10, name, worst, "s");
      } else {
        stage.report().saw(name, worst, "s");
      }
      stage.report().saw("coordinator's CPU at work", load.cpuPercent(), "% of one");
      stage.report().saw("heap at work, with garbage, at most", load.mostHeapMib(), "MiB");
      stage.report().saw("resident at work, at most", load.mostResidentMib(), "MiB");
    }
    stage.report().saw("steps begun twice", (double) stage.tally().stepsBegunTwice.sum(), "");
  }

  static void barrier(Stage stage) {
    stage.tally().forgetRallies();
    for (int round = 0; round < 3; round++) {
      String deployment =
          stage.api().deploy(stage.cluster(), List.of(Scripts.RALLY), List.of("setup", "test"));
      stage.feed().ended(deployment, LONG);
    }
    double[] millis = stage.tally().releaseMillis();
    stage.report().saw("barrier release, p50", Tally.quantile(millis, 0.5), "ms");
    double p99 = Tally.quantile(millis, 0.99);
    if (stage.agents() <= 1_000) {
      stage.report().atMost(100, "barrier release, p99", p99, "ms");
    } else {
      stage.report().atMost(750, "barrier release, p99", p99, "ms");
    }
    stage.report().saw("barrier release, slowest", Tally.quantile(millis, 1), "ms");
    stage.report().saw("releases measured", millis.length, "");
  }

  static void loss(Stage stage) {
    long lostBefore = stage.feed().count("node-lost");
    List<Integer> gone =
        IntStream.rangeClosed(1, Math.max(1, Math.min(10, stage.agents() / 10))).boxed().toList();
    long begin = System.nanoTime();
    gone.forEach(i -> stage.nodes().get(i * 7 % stage.agents()).vanish());
    Patience.until(
        Duration.ofSeconds(60),
        "the loss of " + gone.size() + " nodes",
        () -> stage.feed().count("node-lost") >= lostBefore + gone.size());
    double seconds = (System.nanoTime() - begin) / 1e9;
    // A lease of 15 s from the last word, looked at once a second.
    stage.report().atMost(16, "node loss noticed, of %d".formatted(gone.size()), seconds, "s");
    gone.forEach(i -> stage.nodes().get(i * 7 % stage.agents()).comeBack());
    stage.allConnected(LONG);
  }

  /** The coordinator stands still for as long as a lease. */
  static void pause(Stage stage) {
    long lost = stage.feed().count("node-lost");
    long hellos = stage.tally().hellos.sum();
    stage.coordinator().signal("STOP");
    Patience.rest(Duration.ofSeconds(15));
    long begin = System.nanoTime();
    stage.coordinator().signal("CONT");
    Patience.rest(Duration.ofSeconds(3));
    stage.allConnected(LONG);
    stage
        .report()
        .saw("all connected after a pause of 15 s", (System.nanoTime() - begin) / 1e9, "s");
    Patience.rest(Duration.ofSeconds(25));
    stage.allConnected(LONG);
    stage
        .report()
        .atMost(
            0,
            "nodes falsely lost in a pause",
            (double) (stage.feed().count("node-lost") - lost),
            "");
    double again = (double) (stage.tally().hellos.sum() - hellos) / stage.agents();
    stage.report().saw("links opened for it, a node", again, "");
  }

  /** The coordinator is killed, and all nodes come back with their certificates. */
  static void restart(Stage stage) {
    long lost = stage.feed().count("node-lost");
    long hellos = stage.tally().hellos.sum();
    kill(stage);
    long begin = System.nanoTime();
    stage.coordinator().start();
    stage.report().saw("coordinator, killed to serving", (System.nanoTime() - begin) / 1e9, "s");
    stage.allConnected(LONG);
    double seconds = (System.nanoTime() - begin) / 1e9;
    stage.report().atMost(30, "all nodes back after a restart", seconds, "s");
    double cpu = stage.coordinator().cpuSeconds();
    stage.report().saw("coordinator's CPU time for it", cpu, "s");
    Patience.rest(Duration.ofSeconds(20));
    stage
        .report()
        .atMost(
            0,
            "nodes falsely lost in a restart",
            (double) (stage.feed().count("node-lost") - lost),
            "");
    double again = (double) (stage.tally().hellos.sum() - hellos) / stage.agents();
    stage.report().saw("links opened for it, a node", again, "");
    stage.report().atMost(512, "live heap after it", stage.coordinator().liveHeapMib(), "MiB");
  }

  /** The same in the middle of a deployment, which goes on. */
  static void crash(Stage stage) {
    long lost = stage.feed().count("node-lost");
    long steps = stage.tally().stepsBegun.sum();
    String deployment = stage.api().deploy(stage.cluster(), empties(), PHASES);
    Patience.until(
        LONG,
        "a third of the steps",
        () -> stage.tally().stepsBegun.sum() - steps > stage.agents() * 6L);
    kill(stage);
    long begin = System.nanoTime();
    stage.coordinator().start();
    double seconds = (stage.feed().ended(deployment, LONG) - begin) / 1e9;
    stage.report().saw("end of a deployment whose coordinator was killed", seconds, "s later");
    long begun = stage.tally().stepsBegun.sum() - steps;
    stage.report().saw("its steps, begun", (double) begun, "of " + 20L * stage.agents());
    stage.report().atMost(0, "steps begun twice", (double) stage.tally().stepsBegunTwice.sum(), "");
    stage
        .report()
        .atMost(
            0, "nodes falsely lost in it", (double) (stage.feed().count("node-lost") - lost), "");
    stage.allConnected(LONG);
  }

  private static void kill(Stage stage) {
    long pid = stage.coordinator().pid();
    stage.coordinator().signal("KILL");
    Patience.until(
        Duration.ofSeconds(10),
        "the end of the coordinator",
        () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  /** Up to a thousand nodes print as fast as they may, while one viewer reads nothing. */
  static void logs(Stage stage) {
    long before = stage.tally().logBytes.sum();
    try (Socket sleeper = sleeper(stage);
        Load load = new Load(stage.coordinator())) {
      long begin = System.nanoTime();
      String chatter =
          stage.api().deploy(stage.cluster(), List.of(Scripts.CHATTER), List.of("run"));
      Patience.rest(Duration.ofMillis(500));
      List<Double> latencies = new ArrayList<>();
      while (stage.feed().seenAt("deployment-ended", chatter) == 0) {
        long asked = System.nanoTime();
        String command = stage.api().command(stage.cluster(), "master-1");
        latencies.add((stage.feed().ended(command, LONG) - asked) / 1e6);
        Patience.rest(Duration.ofMillis(200));
      }
      double seconds = (stage.feed().ended(chatter, LONG) - begin) / 1e9;
      double mib = (stage.tally().logBytes.sum() - before) / 1024.0 / 1024;
      stage.report().saw("logs of all nodes", mib / seconds, "MiB/s");
      stage.report().saw("logs sent", mib, "MiB");
      double[] sorted = latencies.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      stage.report().saw("a command meanwhile, p50", Tally.quantile(sorted, 0.5), "ms");
      stage.report().saw("a command meanwhile, slowest", Tally.quantile(sorted, 1), "ms");
      stage.report().saw("commands measured", sorted.length, "");
      stage.report().atMost(512, "heap meanwhile, with garbage", load.mostHeapMib(), "MiB");
      stage.report().saw("resident meanwhile", load.mostResidentMib(), "MiB");
      stage.report().saw("coordinator's CPU meanwhile", load.cpuPercent(), "% of one");
      sleeper.setSoLinger(true, 0);
    } catch (IOException e) {
      throw new UncheckedIOException("the sleeping viewer", e);
    }
  }

  /** Follows all events, from the first, and never reads one. */
  private static Socket sleeper(Stage stage) throws IOException {
    URI url = URI.create(stage.coordinator().url());
    Socket socket = new Socket(url.getHost(), url.getPort());
    String request =
        "GET /api/v1/clusters/%s/events?after=0 HTTP/1.1\r\nHost: %s:%d\r\nAuthorization: Bearer %s\r\nAccept: text/event-stream\r\n\r\n"
            .formatted(stage.cluster(), url.getHost(), url.getPort(), stage.coordinator().token());
    OutputStream out = socket.getOutputStream();
    out.write(request.getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return socket;
  }
}
