package org.muster.benchmarks;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.muster.coordinator.journal.Draft;
import org.muster.coordinator.journal.Journal;
import org.muster.coordinator.journal.PostgresSettings;
import org.muster.coordinator.journal.SqlJournal;

/**
 * Prints how long a journal takes to open, and how many durable appends it does in a second.
 *
 * <p>Arguments: a file for SQLite, or the address, user and password of a PostgreSQL database.
 */
public final class JournalThroughput {
  private static final int WARM_UP = 200;
  private static final int APPENDS = 2_000;
  private static final String BODY = "x".repeat(300);

  private JournalThroughput() {}

  public static void main(String[] arguments) {
    PrintStream out = System.out;
    for (String round : List.of("first", "second")) {
      long start = System.nanoTime();
      try (Journal journal = open(arguments)) {
        out.printf(
            "%s opening: %d ms%n", round, Duration.ofNanos(System.nanoTime() - start).toMillis());
        if (round.equals("second")) {
          measure(journal, 1, out);
          measure(journal, 20, out);
        }
      }
    }
  }

  private static Journal open(String[] arguments) {
    return arguments.length == 1
        ? SqlJournal.onSqlite(Path.of(arguments[0]), "benchmark")
        : SqlJournal.onPostgres(
            new PostgresSettings(arguments[0], arguments[1], arguments[2]), "benchmark");
  }

  private static void measure(Journal journal, int rows, PrintStream out) {
    String cluster = "rows-" + rows;
    List<Draft> drafts = Collections.nCopies(rows, new Draft("event", BODY));
    long last = journal.lastSeq(cluster);
    long[] nanos = new long[APPENDS];
    for (int append = -WARM_UP; append < APPENDS; append++) {
      long start = System.nanoTime();
      journal.append(cluster, last, 1, Instant.EPOCH, drafts);
      last += rows;
      if (append >= 0) {
        nanos[append] = System.nanoTime() - start;
      }
    }
    double seconds = Arrays.stream(nanos).sum() / 1e9;
    Arrays.sort(nanos);
    out.printf(
        "%2d rows an append: %.0f appends/s, %.0f rows/s, median %.2f ms, p99 %.2f ms%n",
        rows,
        APPENDS / seconds,
        APPENDS * rows / seconds,
        nanos[APPENDS / 2] / 1e6,
        nanos[APPENDS * 99 / 100] / 1e6);
  }
}
