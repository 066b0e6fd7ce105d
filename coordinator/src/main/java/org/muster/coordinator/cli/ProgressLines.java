package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.muster.coordinator.core.view.DeploymentView;
import org.muster.coordinator.core.view.PhaseView;
import org.muster.coordinator.core.view.WaitView;

/**
 * A deployment as a picture: one line per module and phase with a bar over its nodes, who is waited
 * for, what failed. Pure: the same view and room always give the same lines.
 */
final class ProgressLines {
  private static final int MOST_WAITS = 4;
  private static final int SHORTEST = 16;

  private final DeploymentView deployment;
  private final Instant at;
  private final Layout layout;

  private ProgressLines(DeploymentView deployment, Instant at, Layout layout) {
    this.deployment = requireNonNull(deployment, "deployment is null");
    this.at = requireNonNull(at, "at is null");
    this.layout = requireNonNull(layout, "layout is null");
  }

  /** The lines below the headline; never more than the layout is high, nor wider. */
  static List<String> of(DeploymentView deployment, Instant at, Layout layout) {
    return new ProgressLines(deployment, at, layout).lines();
  }

  /** As {@link #of}, without what failed: for the last picture, below which that is told anyway. */
  static List<String> withoutFailures(DeploymentView deployment, Instant at, Layout layout) {
    return new ProgressLines(deployment, at, layout).lines(List.of());
  }

  private List<String> lines() {
    return lines(FailureLines.of(deployment.failures(), layout));
  }

  private List<String> lines(List<String> failures) {
    List<String> waits = waits();
    // One line less than the window has, or the terminal would scroll with every picture.
    int room = layout.height() - failures.size() - waits.size() - 2;
    List<String> lines = new ArrayList<>(phases(Math.max(3, room)));
    lines.addAll(waits);
    lines.addAll(failures);
    return lines;
  }

  private List<String> phases(int room) {
    List<PhaseView> begun =
        deployment.phases().stream().filter(Predicate.not(ProgressLines::isToCome)).toList();
    int toCome = deployment.phases().size() - begun.size();
    int skipped = (int) begun.stream().filter(ProgressLines::isSkipped).count();
    begun = begun.stream().filter(Predicate.not(ProgressLines::isSkipped)).toList();
    List<PhaseView> shown = begun;
    int left = room - (toCome > 0 ? 1 : 0) - (skipped > 0 ? 1 : 0);
    List<String> lines = new ArrayList<>();
    if (begun.size() > left) {
      // The oldest that are done say least.
      List<PhaseView> done = begun.stream().filter(ProgressLines::isDone).toList();
      int hidden = Math.min(done.size(), begun.size() - left + 1);
      List<PhaseView> gone = done.subList(0, hidden);
      shown = begun.stream().filter(phase -> !gone.contains(phase)).toList();
      lines.add(layout.faint("  … %d more done".formatted(hidden)));
    }
    PhaseBar bar = new PhaseBar(shown, layout);
    shown.forEach(phase -> lines.add(bar.line(phase, at)));
    if (skipped > 0) {
      lines.add(layout.faint("  … %d skipped, since something failed".formatted(skipped)));
    }
    if (toCome > 0) {
      lines.add(layout.faint("  … %d more to come".formatted(toCome)));
    }
    return lines;
  }

  private List<String> waits() {
    List<String> lines = new ArrayList<>();
    List<WaitView> waits = deployment.waitingFor();
    for (WaitView wait : waits.subList(0, Math.min(MOST_WAITS, waits.size()))) {
      lines.add("  " + sentence(wait, at, layout.width() - 2));
    }
    if (waits.size() > MOST_WAITS) {
      lines.add("  … and for %d more".formatted(waits.size() - MOST_WAITS));
    }
    return lines;
  }

  /** Whom a deployment waits for, for what, since when, and what it said last. */
  static String sentence(WaitView wait, Instant at) {
    Duration since = Text.between(wait.since(), at);
    String last =
        wait.lastLine() == null || wait.lastLine().isEmpty() ? "" : ": " + wait.lastLine();
    return "waits for %s: %s, %s%s".formatted(wait.who(), wait.what(), Text.span(since), last);
  }

  /** The same where there is less room: how long it has been is never what is cut. */
  static String sentence(WaitView wait, Instant at, int width) {
    String all = Text.plain(sentence(wait, at)).strip();
    String begin = "waits for %s: ".formatted(Text.plain(wait.who()));
    String since = ", " + Text.span(Text.between(wait.since(), at));
    int room = width - begin.length() - since.length();
    if (all.length() <= width || room < SHORTEST) {
      return Text.shortened(all, width);
    }
    String what = Text.shortened(wait.what(), room);
    String last = ": " + Text.orEmpty(wait.lastLine());
    int left = width - begin.length() - what.length() - since.length();
    return begin + what + since + (left < SHORTEST ? "" : Text.shortened(last, left));
  }

  private static boolean isSkipped(PhaseView phase) {
    return phase.skipped() == phase.total() && phase.total() > 0;
  }

  private static boolean isToCome(PhaseView phase) {
    return phase.waiting() == phase.total() && phase.total() > 0;
  }

  private static boolean isDone(PhaseView phase) {
    return phase.succeeded() == phase.total();
  }
}
