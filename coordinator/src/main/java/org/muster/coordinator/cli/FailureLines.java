package org.muster.coordinator.cli;

import java.util.ArrayList;
import java.util.List;
import org.muster.coordinator.core.view.FailureView;
import org.muster.protocol.NodeId;

/** What failed, grouped by reason, with the last lines that the first of each group printed. */
final class FailureLines {
  private static final int MOST_GROUPS = 4;
  private static final int TAIL_OF_FIRST = 8;
  private static final int TAIL_OF_OTHERS = 2;

  private FailureLines() {}

  static List<String> of(List<FailureView> failures, Layout layout) {
    List<String> lines = new ArrayList<>();
    int shown = Math.min(MOST_GROUPS, failures.size());
    for (FailureView failure : failures.subList(0, shown)) {
      int room = layout.width() - 2;
      String headline = Text.shortened(headline(failure, room), room);
      lines.add("  " + layout.bad(headline));
      lines.addAll(tail(failure, lines.size() == 1 ? TAIL_OF_FIRST : TAIL_OF_OTHERS, layout));
    }
    if (failures.size() > shown) {
      int more =
          failures.subList(shown, failures.size()).stream()
              .mapToInt(failure -> failure.nodes().size())
              .sum();
      lines.add(
          "  … %s of other kinds; see them with 'muster status NAME --json'"
              .formatted(Text.count(more, "failure")));
    }
    return lines;
  }

  /** Such as {@code ✗ hadoop init 97× disk full on /mnt: w-12, w-31, …}. */
  static String headline(FailureView failure, int width) {
    String where = "✗ %s %s ".formatted(failure.module(), failure.phase());
    String times = failure.nodes().size() > 1 ? failure.nodes().size() + "× " : "";
    String reason = Text.plain(failure.reason()).strip();
    int room = Math.max(20, width - where.length() - times.length() - 16);
    String begin = where + times + Text.shortened(reason, room) + ": ";
    return begin + names(failure.nodes(), width - begin.length());
  }

  private static String names(List<NodeId> nodes, int room) {
    StringBuilder names = new StringBuilder();
    for (NodeId node : nodes) {
      String next = (names.length() == 0 ? "" : ", ") + node;
      if (names.length() > 0 && names.length() + next.length() + 3 > room) {
        return names + ", …";
      }
      names.append(next);
    }
    return names.toString();
  }

  private static List<String> tail(FailureView failure, int most, Layout layout) {
    List<String> tail = failure.tail().stream().filter(line -> !line.isBlank()).toList();
    NodeId node = failure.first() == null ? null : failure.first().node();
    String prefix = "    " + (node == null ? "" : node + " | ");
    return tail.subList(Math.max(0, tail.size() - most), tail.size()).stream()
        .map(line -> prefix + Text.shortened(line, layout.width() - prefix.length()))
        .toList();
  }
}
