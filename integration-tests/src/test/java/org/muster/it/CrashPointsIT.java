package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.muster.crash.CrashPoint;
import org.muster.time.RealTime;

/**
 * Ends the coordinator, an agent or a runner at once wherever something durable begins or ends, one
 * launch a place, and sees that every launch goes on by itself with no step lost or repeated.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CrashPointsIT {
  /** Of a place that is passed more often, as many passages are taken, evenly. */
  private static final int PASSAGES = Integer.getInteger("muster.crash.passages", 5);

  private static final Predicate<String> ANY = Predicate.not(String::isEmpty);

  private CrashLab lab;
  private Map<String, Map<String, Integer>> recorded;

  @BeforeAll
  void record(@TempDir Path temp) throws Exception {
    lab = new CrashLab(temp);
    recorded = lab.recorded();
  }

  @AfterAll
  void end() throws Exception {
    lab.end();
  }

  @Test
  void theRecordedLaunchPassesEveryPoint() {
    for (CrashPoint point : CrashPoint.values()) {
      for (CrashPoint.Moment moment : point.moments()) {
        long passed =
            processes(point).stream()
                .filter(process -> recorded.get(process).containsKey(moment + " " + point))
                .count();
        assertThat(passed).as("processes that passed %s %s", moment, point).isPositive();
      }
    }
  }

  @Test
  void aSampleOfCrashesEndsWell() {
    assertAllEndWell(
        List.of(
            Crash.before("coordinator", CrashPoint.JOURNAL_APPEND, 4),
            Crash.of("coordinator", CrashPoint.PROVIDER_LAUNCH, 1),
            Crash.of("worker-1", CrashPoint.INTENT_RECORD, 2),
            Crash.of("worker-1", CrashPoint.RUNNER_START, 2),
            Crash.of("master-1", CrashPoint.EXIT_SEEN, 3),
            Crash.before("master-1", CrashPoint.RESULT_STORED_MARK, 1)));
  }

  @Test
  @Tag("nightly")
  void everyCrashOfACoordinatorEndsWell() {
    assertAllEndWell(crashes(CrashPoint.Process.COORDINATOR));
  }

  @Test
  @Tag("nightly")
  void everyCrashOfAnAgentEndsWell() {
    assertAllEndWell(crashes(CrashPoint.Process.AGENT));
  }

  /** A runner that is gone leaves an attempt of which nobody knows; the next one is another. */
  @Test
  @Tag("nightly")
  void everyCrashOfARunnerEndsHonestly() {
    assertAll(crashes(CrashPoint.Process.RUNNER), CrashPointsIT::problemWithARunner);
  }

  private List<Crash> crashes(CrashPoint.Process who) {
    List<Crash> crashes = new ArrayList<>();
    for (CrashPoint point : CrashPoint.values()) {
      if (point.process() == who) {
        for (String process : processes(point)) {
          for (CrashPoint.Moment moment : point.moments()) {
            int count = recorded.get(process).getOrDefault(moment + " " + point, 0);
            chosen(count).forEach(k -> crashes.add(new Crash(process, point, moment, k)));
          }
        }
      }
    }
    return crashes;
  }

  private static List<String> processes(CrashPoint point) {
    return switch (point.process()) {
      case COORDINATOR -> List.of("coordinator");
      case AGENT -> List.of("master-1", "worker-1");
      case RUNNER -> List.of("master-1.runner", "worker-1.runner");
    };
  }

  /** The first, the last, and others between them. */
  static TreeSet<Integer> chosen(int count) {
    TreeSet<Integer> chosen = new TreeSet<>();
    int many = Math.min(count, PASSAGES);
    IntStream.range(0, many)
        .forEach(i -> chosen.add(many == 1 ? 1 : 1 + i * (count - 1) / (many - 1)));
    return chosen;
  }

  private void assertAllEndWell(List<Crash> crashes) {
    assertAll(crashes, CrashPointsIT::problem);
  }

  private interface Judge {
    String problemWith(CrashLab.Outcome outcome);
  }

  private void assertAll(List<Crash> crashes, Judge judge) {
    CrashTable table = new CrashTable();
    List<String> problems = new ArrayList<>();
    for (Crash crash : crashes) {
      table.passages(crash, recorded.get(crash.process()).getOrDefault(crash.place(), 0));
      String problem = problemOf(crash, judge, table);
      if (ANY.test(problem)) {
        problems.add(crash + ": " + problem);
        System.err.println(crash + ": " + problem);
      }
    }
    System.out.println(table);
    assertThat(problems).as("launches with a crash\n%s", table).isEmpty();
  }

  private String problemOf(Crash crash, Judge judge, CrashTable table) {
    Instant begun = RealTime.clock().instant();
    String problem;
    boolean isReached = true;
    try {
      CrashLab.Outcome outcome = lab.run(crash);
      isReached = outcome.isSpent();
      problem = judge.problemWith(outcome);
      if (problem.isEmpty() && !isReached && crash.passage() == 1) {
        problem = "it never came there";
      }
    } catch (Exception | AssertionError e) {
      problem = e.toString();
    }
    Duration took = Duration.between(begun, RealTime.clock().instant());
    if (ANY.test(problem)) {
      table.bad(crash, took);
    } else if (isReached) {
      table.good(crash, took);
    } else {
      table.notReached(crash, took);
    }
    return problem;
  }

  /** Empty when every script ran once, and the status says so. */
  private static String problem(CrashLab.Outcome outcome) {
    List<String> ran =
        outcome.lines().stream().map(line -> line.substring(0, line.lastIndexOf(' '))).toList();
    List<String> wanted = CrashLab.steps();
    if (ran.size() != wanted.size() || !ran.containsAll(wanted)) {
      return "scripts ran as " + outcome.lines();
    }
    JsonNode deployment = outcome.view().path("deployment");
    if (!deployment.path("state").asText().equals("succeeded")) {
      return "the deployment is " + deployment;
    }
    for (JsonNode step : deployment.path("steps")) {
      if (!step.path("state").asText().equals("succeeded")) {
        return "a step is " + step;
      }
    }
    return "";
  }

  /** Empty when no attempt ran twice, and none that has no result counts as done. */
  private static String problemWithARunner(CrashLab.Outcome outcome) {
    if (outcome.lines().stream().distinct().count() != outcome.lines().size()) {
      return "attempts ran as " + outcome.lines();
    }
    for (JsonNode step : outcome.view().at("/deployment/steps")) {
      String name =
          "%s %s %s"
              .formatted(
                  step.path("node").asText(),
                  step.path("phase").asText(),
                  step.path("attempt").asText());
      boolean isDone = step.path("state").asText().equals("succeeded");
      if (isDone && !outcome.lines().contains(name)) {
        return name + " counts as done, and ran never: " + outcome.lines();
      }
    }
    return "";
  }
}
