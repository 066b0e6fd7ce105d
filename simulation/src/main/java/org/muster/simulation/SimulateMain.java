package org.muster.simulation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Runs many seeds, or one in all detail, and says what it saw. */
public final class SimulateMain {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private SimulateMain() {}

  /** See {@code benchmarks/simulate --help}. */
  public static void main(String[] arguments) throws Exception {
    SimulateOptions options = SimulateOptions.of(List.of(arguments));
    if (options.isOne()) {
      System.exit(one(options.seed()) ? 0 : 1);
    }
    long begun = System.nanoTime();
    Campaign all = campaign(options, begun);
    double seconds = (System.nanoTime() - begun) / 1e9;
    ObjectNode report = report(options, all, seconds);
    print(report, all);
    write(options.report(), report);
    System.exit(all.violations() == 0 ? 0 : 1);
  }

  /** False when it broke a rule. */
  private static boolean one(long seed) {
    Outcome outcome = Run.of(Scenarios.of(seed));
    Scenario scenario =
        outcome.violation().isPresent() ? Shrinker.smallest(outcome, Run::of) : outcome.scenario();
    Outcome traced = Run.traced(scenario);
    traced.lines().forEach(System.out::println);
    System.out.print(scenario.text());
    traced.cause().ifPresent(cause -> cause.printStackTrace(System.out));
    System.out.println(traced.violation().map(Violation::toString).orElse("nothing was broken"));
    return outcome.violation().isEmpty();
  }

  private static Campaign campaign(SimulateOptions options, long begun)
      throws InterruptedException {
    AtomicLong next = new AtomicLong(options.seed());
    long end = options.seeds() > 0 ? options.seed() + options.seeds() : Long.MAX_VALUE;
    List<Campaign> campaigns = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < options.threads(); i++) {
      Campaign campaign = new Campaign();
      campaigns.add(campaign);
      Thread thread =
          new Thread(
              () ->
                  campaign.run(
                      next,
                      end,
                      () ->
                          options.minutes() > 0
                              && System.nanoTime() - begun > options.minutes() * MINUTE,
                      SimulateMain::tell),
              "campaign-" + i);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Campaign all = campaigns.get(0);
    campaigns.subList(1, campaigns.size()).forEach(all::add);
    return all;
  }

  private static void tell(Outcome outcome) {
    outcome
        .violation()
        .ifPresent(found -> System.out.printf("seed %d: %s%n", outcome.scenario().seed(), found));
  }

  private static ObjectNode report(SimulateOptions options, Campaign all, double seconds) {
    ObjectNode report = JsonMapper.builder().build().createObjectNode();
    report.put("firstSeed", options.seed());
    report.put("seeds", all.seeds());
    report.put("seconds", Math.round(seconds));
    report.put("seedsPerSecond", Math.round(all.seeds() / seconds * 10) / 10.0);
    report.put("threads", options.threads());
    report.put("happened", all.happened());
    report.put("distinctStates", all.shapes().count());
    report.put("distinctStatesCounterFull", all.shapes().isFull());
    report.put("violations", all.violations());
    ArrayNode broken = report.putArray("broken");
    all.broken()
        .forEach(
            outcome ->
                broken
                    .addObject()
                    .put("seed", outcome.scenario().seed())
                    .put("violation", outcome.violation().orElseThrow().toString()));
    ObjectNode faults = report.putObject("faults");
    all.struck().forEach((kind, times) -> faults.put(kind.name(), times));
    ObjectNode points = report.putObject("deathsAtPoints");
    for (Point point : Point.values()) {
      points.put(point.name(), all.hit().getOrDefault(point, 0L));
    }
    return report;
  }

  private static void print(ObjectNode report, Campaign all) {
    System.out.printf(
        "%d seeds from %s in %s s: %s a second, %s distinct states, %d violations%n",
        all.seeds(),
        report.get("firstSeed"),
        report.get("seconds"),
        report.get("seedsPerSecond"),
        report.get("distinctStates"),
        all.violations());
    System.out.println("faults: " + report.get("faults"));
    System.out.println("deaths at points: " + report.get("deathsAtPoints"));
    for (Outcome outcome : all.broken()) {
      System.out.printf(
          "seed %d: %s%n  see it: benchmarks/simulate --show %d%n",
          outcome.scenario().seed(), outcome.violation().orElseThrow(), outcome.scenario().seed());
    }
  }

  private static void write(Path file, ObjectNode report) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, report.toPrettyString() + "\n");
  }
}
