package org.muster.coordinator.journal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Appends until it is killed, and prints each row's number when its append has returned. */
final class AppendForever {
  private AppendForever() {}

  public static void main(String[] arguments) throws IOException {
    try (PrintStream acknowledged = new PrintStream(arguments[2], StandardCharsets.UTF_8);
        Journal journal = SqlJournal.onSqlite(Path.of(arguments[0]), arguments[1])) {
      for (long last = journal.lastSeq("demo"); !acknowledged.checkError(); last += 2) {
        Draft draft = new Draft("row", "{\"after\":%d}".formatted(last));
        journal.append("demo", last, 1, Instant.EPOCH, List.of(draft, draft));
        acknowledged.println(last + 2);
      }
    }
  }
}
