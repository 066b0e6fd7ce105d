package org.muster.benchmarks.swarm;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What was measured, and what the design promises of it. */
final class Report {
  private final List<Row> rows = new ArrayList<>();
  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  private record Row(
      String name, double value, String unit, OptionalDouble budget, boolean isLeast) {
    boolean isMet() {
      return isLeast ? value >= budget.getAsDouble() : value <= budget.getAsDouble();
    }

    String verdict() {
      if (budget.isEmpty()) {
        return "";
      }
      String bound = number(budget.getAsDouble());
      return "budget %s %s: %s"
          .formatted(isLeast ? "at least" : "at most", bound, isMet() ? "met" : "MISSED");
    }
  }

  /** Something without a budget. */
  void saw(String name, double value, String unit) {
    add(new Row(name, value, unit, OptionalDouble.empty(), false));
  }

  void atMost(double budget, String name, double value, String unit) {
    add(new Row(name, value, unit, OptionalDouble.of(budget), false));
  }

  void atLeast(double budget, String name, double value, String unit) {
    add(new Row(name, value, unit, OptionalDouble.of(budget), true));
  }

  private void add(Row row) {
    rows.add(row);
    out.printf("  %s: %s %s %s%n", row.name(), number(row.value()), row.unit(), row.verdict());
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.1f", value);
  }

  void write(Path file, int agents) {
    ObjectNode json = JsonMapper.builder().build().createObjectNode();
    json.put("agents", agents);
    ArrayNode array = json.putArray("figures");
    for (Row row : rows) {
      ObjectNode item = array.addObject();
      item.put("name", row.name()).put("value", row.value()).put("unit", row.unit());
      row.budget().ifPresent(budget -> item.put("budget", budget).put("met", row.isMet()));
    }
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, json.toPrettyString() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file, e);
    }
  }

  void table() {
    int name = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
    for (Row row : rows) {
      String value = number(row.value()) + " " + row.unit();
      out.printf("%-" + name + "s  %16s  %s%n", row.name(), value, row.verdict());
    }
  }
}
