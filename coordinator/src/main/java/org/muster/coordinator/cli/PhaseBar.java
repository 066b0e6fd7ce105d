package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.muster.coordinator.core.view.PhaseView;

/** Lines of a picture that stand below each other: name, bar, count, time, and what is special. */
final class PhaseBar {
  private static final int WIDE = 20;
  private static final int NARROW = 10;
  private static final int LONGEST_NAME = 32;

  private final Layout layout;
  private final int nameWidth;
  private final int barWidth;
  private final int countWidth;

  PhaseBar(List<PhaseView> phases, Layout layout) {
    this.layout = requireNonNull(layout, "layout is null");
    int longest = phases.stream().mapToInt(phase -> name(phase).length()).max().orElse(0);
    this.barWidth = layout.width() < 72 ? NARROW : WIDE;
    this.nameWidth = Math.min(longest, Math.min(LONGEST_NAME, layout.width() - barWidth - 24));
    this.countWidth = phases.stream().mapToInt(phase -> count(phase).length()).max().orElse(0);
  }

  String line(PhaseView phase, Instant at) {
    String name = Text.padded(Text.shortened(name(phase), nameWidth), nameWidth);
    String count = Text.padded(count(phase), countWidth);
    Instant end = phase.finishedAt() == null ? at : phase.finishedAt();
    Duration took = Text.between(phase.startedAt(), end);
    String time = phase.startedAt() == null ? "" : Text.span(took);
    int used = 2 + nameWidth + 1 + barWidth + 1 + countWidth + 2 + 8 + 2;
    String details = Text.shortened(details(phase), Math.max(0, layout.width() - used));
    String line =
        "  %s %s %s  %s  %s".formatted(name, bar(phase), count, Text.padded(time, 8), details);
    return line.stripTrailing();
  }

  static String name(PhaseView phase) {
    return phase.module() + " " + phase.phase();
  }

  private static String count(PhaseView phase) {
    return phase.succeeded() + "/" + phase.total();
  }

  private String bar(PhaseView phase) {
    int total = Math.max(1, phase.total());
    int failed = cells(phase.failed() + phase.unknown(), total);
    int done = Math.min(cells(phase.succeeded(), total), barWidth - failed);
    int running = Math.min(cells(phase.running(), total), barWidth - failed - done);
    if (phase.waiting() + phase.skipped() + phase.cancelled() == 0) {
      // What rounding left over belongs to somebody.
      done += done > 0 ? barWidth - failed - done - running : 0;
      running += running > 0 ? barWidth - failed - done - running : 0;
      failed += failed > 0 ? barWidth - failed - done - running : 0;
    }
    int rest = barWidth - failed - done - running;
    return layout.good("█".repeat(done))
        + layout.bad("x".repeat(failed))
        + "▒".repeat(running)
        + layout.faint("░".repeat(rest));
  }

  // What is there at all is seen, be it one of a thousand; only all of them fill the bar.
  private int cells(int number, int total) {
    if (number == 0) {
      return 0;
    }
    return number == total ? barWidth : Math.max(1, (int) ((long) number * barWidth / total));
  }

  static String details(PhaseView phase) {
    List<String> parts = new ArrayList<>();
    add(parts, phase.failed(), "failed");
    add(parts, phase.unknown(), "unknown");
    add(parts, phase.running(), "running");
    add(parts, phase.cancelled(), "cancelled");
    add(parts, phase.skipped(), "skipped");
    add(parts, phase.baked(), "baked");
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, int number, String word) {
    if (number > 0) {
      parts.add(number + " " + word);
    }
  }
}
