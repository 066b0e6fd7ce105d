package org.muster.it;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What came of all crashes, one line a place and process. */
final class CrashTable {
  private final Map<String, Row> rows = new TreeMap<>();

  private static final class Row {
    private int passages;
    private int runs;
    private int good;
    private int notReached;
    private Duration took = Duration.ZERO;
  }

  void passages(Crash crash, int count) {
    row(crash).passages = count;
  }

  void good(Crash crash, Duration took) {
    ran(crash, took).good++;
  }

  void notReached(Crash crash, Duration took) {
    ran(crash, took).notReached++;
  }

  void bad(Crash crash, Duration took) {
    ran(crash, took);
  }

  private Row ran(Crash crash, Duration took) {
    Row row = row(crash);
    row.runs++;
    row.took = row.took.plus(took);
    return row;
  }

  private Row row(Crash crash) {
    String name =
        "%-16s %-24s %-6s".formatted(crash.process(), crash.point(), crash.moment()).toLowerCase();
    return rows.computeIfAbsent(name, fresh -> new Row());
  }

  int runs() {
    return rows.values().stream().mapToInt(row -> row.runs).sum();
  }

  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(
            "%-16s %-24s %-6s %8s %5s %5s %11s %9s%n"
                .formatted(
                    "process",
                    "crash point",
                    "side",
                    "passages",
                    "runs",
                    "ok",
                    "not reached",
                    "seconds"));
    rows.forEach(
        (name, row) ->
            text.append(
                "%s %8d %5d %5d %11d %9.1f%n"
                    .formatted(
                        name,
                        row.passages,
                        row.runs,
                        row.good,
                        row.notReached,
                        row.runs == 0 ? 0 : row.took.toMillis() / 1000.0 / row.runs)));
    int good = rows.values().stream().mapToInt(row -> row.good).sum();
    int notReached = rows.values().stream().mapToInt(row -> row.notReached).sum();
    return text.append("%d runs: %d ok, %d not reached%n".formatted(runs(), good, notReached))
        .toString();
  }
}
