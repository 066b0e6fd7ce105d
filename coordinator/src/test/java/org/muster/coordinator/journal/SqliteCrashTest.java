package org.muster.coordinator.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteCrashTest {
  private static final int CRASHES = 3;

  @TempDir Path directory;

  @Test
  void aKilledWriterLosesNoAcknowledgedRowAndLeavesNoGap() throws Exception {
    Path file = directory.resolve("journal.db");
    long acknowledged = 0;

    for (int crash = 1; crash <= CRASHES; crash++) {
      acknowledged = killAfterRows(file, "writer-" + crash, acknowledged + 40L * crash);
    }

    try (Journal journal = SqlJournal.onSqlite(file, "reader")) {
      List<JournalRow> rows = journal.read("demo", 0, Integer.MAX_VALUE);
      assertThat(rows.size()).isGreaterThanOrEqualTo((int) acknowledged);
      assertThat(rows.size() % 2).as("each append has two rows").isZero();
      for (int index = 0; index < rows.size(); index++) {
        assertThat(rows.get(index).seq()).isEqualTo(index + 1L);
        assertThat(rows.get(index).body()).isEqualTo("{\"after\":%d}".formatted(index / 2 * 2));
      }
      assertThat(rows).extracting(JournalRow::writer).contains("writer-1", "writer-" + CRASHES);
    }
  }

  /** Kills a writer when it has acknowledged that row; returns the last one that it did. */
  private static long killAfterRows(Path file, String writer, long seq)
      throws IOException, InterruptedException {
    Process process = append(file, writer);
    long last = 0;
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        last = Long.parseLong(line);
        if (last >= seq) {
          process.toHandle().destroyForcibly(); // unlike the process's own, it leaves the pipe open
        }
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(last).as("rows of %s", writer).isGreaterThanOrEqualTo(seq);
    return last;
  }

  private static Process append(Path file, String writer) throws IOException {
    String java = ProcessHandle.current().info().command().orElseThrow();
    return new ProcessBuilder(
            java,
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            ManagementFactory.getRuntimeMXBean().getClassPath(),
            AppendForever.class.getName(),
            file.toString(),
            writer,
            "/dev/stdout")
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
