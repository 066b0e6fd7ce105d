package org.muster.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.muster.error.MusterException;

/** What is read from the fingerprints of a node, and what is said of it. */
final class NodeChangeTest {
  private static final String ONE = "1".repeat(64);
  private static final String TWO = "2".repeat(64);

  @Test
  void nothingIsNothing() {
    assertThat(NodeChange.parse("end 0\n")).isEmpty();
  }

  @Test
  void everyKindOfChangeIsNamed() {
    assertThat(
            changes(
                "daemon\t7\t99\tweb",
                "daemon\t8\t99\tdata",
                "\tdaemon\t9\t120\tweb",
                "file\tf 644 root:root\t12 " + ONE + "\t./etc/a",
                "\tfile\tf 644 root:root\t14 " + TWO + "\t./etc/a",
                "file\tf 644 root:root\t12 " + ONE + "\t./etc/b",
                "\tfile\tf 600 root:root\t12 " + ONE + "\t./etc/b",
                "file\tf 644 root:root\t12 \t./etc/c",
                "\tfile\tf 644 root:root\t12 " + ONE + "\t./etc/c",
                "file\tl 777 root:root\t../x-1\t./opt/x",
                "\tfile\tl 777 root:root\t../x-2\t./opt/x",
                "file\td 755 root:root\t\t./opt/old",
                "\tfile\td 755 root:root\t\t./opt/new"))
        .containsExactly(
            "daemon data: runs no more",
            "daemon web: was restarted, process 7 → 9",
            "file /etc/a: 12 bytes 111111111111… → 14 bytes 222222222222…",
            "file /etc/b: f 644 root:root → f 600 root:root",
            "file /etc/c: 12 bytes of before the node began → 12 bytes 111111111111…",
            "file /opt/new: is new",
            "file /opt/old: is gone",
            "file /opt/x: ../x-1 → ../x-2");
  }

  @Test
  void aNameMayHoldTabs() {
    assertThat(changes("\tfile\tf 644 root:root\t0 " + ONE + "\t./a\tb"))
        .containsExactly("file /a b: is new");
  }

  @Test
  void halfAFingerprintProvesNothing() {
    assertThatThrownBy(() -> NodeChange.parse("daemon\t7\t99\tweb\n"))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("its end is missing");
    assertThatThrownBy(() -> NodeChange.parse("daemon\t7\t99\tweb\nend 2\n"))
        .hasMessageContaining("is none of it");
    assertThatThrownBy(() -> NodeChange.parse("find: ‘./x’: Permission denied\nend 0\n"))
        .hasMessageContaining("Permission denied");
  }

  @Test
  void aReportShowsTwentyLinesForANodeAndFailsTheCommand() {
    List<NodeChange> many =
        IntStream.range(0, 30).mapToObj(i -> new NodeChange("file /etc/" + i, "is new")).toList();
    TrialReport report =
        new TrialReport(
            "hello", "process", "changed", 1000, 900, new TreeMap<>(Map.of("worker-1", many)));

    assertThat(report.lines())
        .hasSize(1 + 1 + 20 + 1)
        .startsWith("hello: the second time changed 30 things", "  worker-1:")
        .contains("    file /etc/18: is new", "    … and 11 more; --json has them all")
        .doesNotContain("    file /etc/19: is new");
    assertThat(report.exitCode()).isEqualTo(1);
  }

  @Test
  void whatPassedTakesOneLine() {
    TrialReport report =
        new TrialReport("hello", "process", "passed", 1500, 900, Collections.emptySortedMap());

    assertThat(report.lines())
        .containsExactly(
            "hello: passed on process nodes, 1.5 s, and 0.9 s the second time, which changed"
                + " nothing");
    assertThat(report.exitCode()).isZero();
  }

  private static List<String> changes(String... lines) {
    String printed = String.join("\n", lines) + "\nend " + lines.length + "\n";
    return NodeChange.parse(printed).stream().map(NodeChange::line).toList();
  }
}
