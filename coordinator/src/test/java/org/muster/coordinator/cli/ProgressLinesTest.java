package org.muster.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.core.view.DeploymentView;
import org.muster.coordinator.core.view.FailureView;
import org.muster.coordinator.core.view.PhaseView;
import org.muster.coordinator.core.view.WaitView;
import org.muster.coordinator.http.Views;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;

final class ProgressLinesTest {
  private static final Layout NARROW = new Layout(80, 24, false);

  @Test
  void eachPhaseIsALineWithABarOverItsNodes() {
    DeploymentView deployment =
        running(
            phase("node", Phase.INIT, 0, 0, 3, 0),
            phase("hadoop", Phase.INIT, 1, 1, 1, 0),
            phase("spark", Phase.INIT, 3, 0, 0, 0),
            phase("spark", Phase.SETUP, 3, 0, 0, 0));
    DeploymentView waiting =
        Views.waiting(
            deployment,
            new WaitView(
                "worker-2", "hadoop init", Views.START.plusSeconds(4), "unpacking hadoop", 7));

    assertThat(lines(waiting, NARROW))
        .containsExactly(
            "  node init   ████████████████████ 3/3  11 s",
            "  hadoop init ██████▒▒▒▒▒▒░░░░░░░░ 1/3  11 s      1 running",
            "  … 2 more to come",
            "  waits for worker-2: hadoop init, 8.0 s: unpacking hadoop");
  }

  @Test
  void aWaitThatIsLongKeepsItsTime() {
    DeploymentView deployment =
        Views.waiting(
            running(phase("a", Phase.SETUP, 0, 1, 0, 0)),
            new WaitView(
                "worker-2",
                "setup of a, which waits for file /var/lib/" + "deep/".repeat(20) + "go",
                Views.START.plusSeconds(4),
                "fetching",
                7));

    List<String> lines = lines(deployment, NARROW);

    assertThat(lines.get(1))
        .startsWith("  waits for worker-2: setup of a, which waits for file /var/lib/deep/")
        .endsWith("…, 8.0 s");
    assertThat(lines.get(1).length()).isLessThanOrEqualTo(80);
  }

  @Test
  void whatIsSkippedTakesOneLineAndWhatIsOverFillsItsBar() {
    DeploymentView deployment =
        running(
            phase("a", Phase.SETUP, 0, 0, 2, 1),
            skipped("a", Phase.TEST),
            skipped("b", Phase.TEST));

    assertThat(lines(deployment, NARROW))
        .containsExactly(
            "  a setup ██████████████xxxxxx 2/3  11 s      1 failed",
            "  … 2 skipped, since something failed");
  }

  @Test
  void noLineIsWiderThanTheTerminal() {
    DeploymentView deployment =
        Views.failing(
            Views.waiting(
                running(phase("a-module-with-a-very-long-name-indeed", Phase.SETUP, 1, 40, 50, 9)),
                new WaitView("worker-2", "x".repeat(100), Views.START, "y".repeat(300), 7)),
            failures(97, 3).toArray(FailureView[]::new));

    for (int width : new int[] {40, 60, 80, 132}) {
      assertThat(lines(deployment, new Layout(width, 40, false)))
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
    }
  }

  @Test
  void aHundredFailuresFitIntoFortyLinesAndEachKindIsNamedWithItsNumber() {
    DeploymentView deployment =
        Views.failing(
            running(phase("hadoop", Phase.INIT, 0, 0, 0, 100)),
            failures(97, 3).toArray(FailureView[]::new));

    List<String> lines = lines(deployment, new Layout(80, 40, false));

    assertThat(lines).hasSizeLessThanOrEqualTo(40);
    assertThat(lines)
        .anyMatch(line -> line.startsWith("  ✗ hadoop init 97× disk full on /mnt: w-1, w-2, "))
        .anyMatch(line -> line.equals("  ✗ hadoop init 3× exit 3: w-98, w-99, w-100"))
        .contains("    w-1 | No space left on device");
  }

  @Test
  void manyPhasesAreFoldedSoThatTheyFitTheWindow() {
    List<PhaseView> phases = new ArrayList<>();
    IntStream.range(0, 60).forEach(i -> phases.add(phase("done-" + i, Phase.INIT, 0, 0, 3, 0)));
    phases.add(phase("last", Phase.INIT, 0, 3, 0, 0));

    List<String> lines = lines(running(phases.toArray(PhaseView[]::new)), NARROW);

    assertThat(lines).hasSizeLessThan(24);
    assertThat(lines.get(0)).isEqualTo("  … 40 more done");
    assertThat(lines.get(lines.size() - 1)).startsWith("  last init");
  }

  @Test
  void oneOfAThousandIsSeenAndOnlyAllFillTheBar() {
    assertThat(lines(running(phase("a", Phase.INIT, 0, 999, 1, 0)), NARROW).get(0))
        .startsWith("  a init █▒▒▒");
    assertThat(lines(running(phase("a", Phase.INIT, 0, 1, 999, 0)), NARROW).get(0))
        .startsWith("  a init ███████████████████▒ 999/1000");
  }

  @Test
  void whatAScriptPrintsCannotMoveTheCursor() {
    DeploymentView deployment =
        Views.waiting(
            running(),
            new WaitView("worker-2", "x", Views.START, "\033[2J\033[31mred\007\b\tend", 7));

    assertThat(lines(deployment, NARROW)).containsExactly("  waits for worker-2: x, 12 s: red end");
  }

  @Test
  void aPictureIsDrawnOverTheLastOne() {
    assertThat(LiveDisplay.redrawing(0, List.of("a"))).isEqualTo("\ra\033[K\n\033[J");
    assertThat(LiveDisplay.redrawing(3, List.of("a", "b")))
        .isEqualTo("\033[3A\ra\033[K\n\rb\033[K\n\033[J");
  }

  private static List<FailureView> failures(int disks, int exits) {
    return List.of(
        Views.failure(
            "hadoop",
            Phase.INIT,
            "disk full on /mnt",
            names(1, disks),
            "unpacking",
            "tar: write error",
            "No space left on device"),
        Views.failure("hadoop", Phase.INIT, "exit 3", names(disks + 1, disks + exits), "oops"));
  }

  private static List<String> names(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> "w-" + i).toList();
  }

  private static List<String> lines(DeploymentView deployment, Layout layout) {
    return ProgressLines.of(deployment, Views.START.plusSeconds(12), layout);
  }

  private static DeploymentView running(PhaseView... phases) {
    return Views.deployment("launch", "running", List.of(phases), List.of());
  }

  private static PhaseView skipped(String module, Phase phase) {
    return new PhaseView(
        new ModuleName(module), phase, 3, 0, 0, 0, 0, 0, 0, 3, 0, null, Views.START.plusSeconds(9));
  }

  private static PhaseView phase(
      String module, Phase phase, int waiting, int running, int... succeededAndFailed) {
    int succeeded = succeededAndFailed[0];
    int failed = succeededAndFailed[1];
    int total = waiting + running + succeeded + failed;
    return new PhaseView(
        new ModuleName(module),
        phase,
        total,
        waiting,
        running,
        succeeded,
        0,
        failed,
        0,
        0,
        0,
        waiting == total ? null : Views.START.plusSeconds(1),
        null);
  }
}
