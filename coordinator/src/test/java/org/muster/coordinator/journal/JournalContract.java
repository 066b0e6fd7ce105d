package org.muster.coordinator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** What every {@link Journal} must do. One subclass per implementation. */
abstract class JournalContract {
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");
  static final Draft STARTED = new Draft("started", "{\"n\":1}");
  static final Draft STOPPED = new Draft("stopped", "{\"n\":2}");

  /** Opens the store of this test, which is empty at first; the caller does not close it. */
  abstract Journal open(String writer);

  /** Closes what was opened, so that the next open meets only what was kept. */
  abstract void closeAll();

  @Test
  void isEmptyAtFirst() {
    Journal journal = open("a");

    assertThat(journal.clusters()).isEmpty();
    assertThat(journal.lastSeq("demo")).isZero();
    assertThat(journal.read("demo", 0, 10)).isEmpty();
    assertThat(journal.latestSnapshot("demo")).isEmpty();
  }

  @Test
  void readsWhatWasAppendedInOrderToTheLastDigitOfTime() {
    Journal journal = open("a");

    journal.append("demo", 0, 7, NOON, List.of(STARTED, STOPPED));
    journal.append("demo", 2, 8, NOON.plusNanos(1), List.of(STARTED));

    assertThat(journal.read("demo", 0, 10))
        .containsExactly(
            new JournalRow("demo", 1, 7, NOON, "started", "{\"n\":1}", "a"),
            new JournalRow("demo", 2, 7, NOON, "stopped", "{\"n\":2}", "a"),
            new JournalRow("demo", 3, 8, NOON.plusNanos(1), "started", "{\"n\":1}", "a"));
    assertThat(journal.lastSeq("demo")).isEqualTo(3);
  }

  @Test
  void keepsClustersApartAndListsThemSorted() {
    Journal journal = open("a");

    journal.append("web-2", 0, 1, NOON, List.of(STARTED));
    journal.append("web", 0, 1, NOON, List.of(STOPPED, STOPPED));
    journal.append("db", 0, 1, NOON, List.of(STARTED));

    assertThat(journal.clusters()).containsExactly("db", "web", "web-2");
    assertThat(journal.lastSeq("web-2")).isEqualTo(1);
    assertThat(journal.read("web", 0, 10)).extracting(JournalRow::type).containsOnly("stopped");
  }

  @Test
  void readsInPages() {
    Journal journal = open("a");
    journal.append("demo", 0, 1, NOON, List.of(STARTED, STOPPED, STARTED, STOPPED, STARTED));

    assertThat(journal.read("demo", 0, 2)).extracting(JournalRow::seq).containsExactly(1L, 2L);
    assertThat(journal.read("demo", 2, 2)).extracting(JournalRow::seq).containsExactly(3L, 4L);
    assertThat(journal.read("demo", 4, 2)).extracting(JournalRow::seq).containsExactly(5L);
  }

  @Test
  void appendingNothingChangesNothing() {
    Journal journal = open("a");

    journal.append("demo", 0, 1, NOON, List.of());

    assertThat(journal.clusters()).isEmpty();
  }

  @Test
  void theSecondOfTwoWritersIsRefusedAndLeavesNothing() {
    Journal owner = open("owner");
    Journal deposed = open("deposed");
    owner.append("demo", 0, 1, NOON, List.of(STARTED, STOPPED));

    assertThatThrownBy(() -> deposed.append("demo", 1, 1, NOON, List.of(STARTED, STARTED, STARTED)))
        .isInstanceOf(JournalConflictException.class)
        .hasMessageContaining("row 2 of cluster 'demo'");

    assertThat(deposed.read("demo", 0, 10)).extracting(JournalRow::writer).containsOnly("owner");
    assertThat(deposed.lastSeq("demo")).isEqualTo(2);
  }

  @Test
  void theSameEventFromAnotherWriterIsAConflictToo() {
    Journal owner = open("owner");
    Journal other = open("other");
    owner.append("demo", 0, 1, NOON, List.of(STARTED));

    assertThatThrownBy(() -> other.append("demo", 0, 1, NOON, List.of(STARTED)))
        .isInstanceOf(JournalConflictException.class);
  }

  @Test
  void anotherEventOfTheSameWriterIsAConflictToo() {
    Journal journal = open("a");
    journal.append("demo", 0, 1, NOON, List.of(STARTED));

    assertThatThrownBy(() -> journal.append("demo", 0, 1, NOON, List.of(STOPPED)))
        .isInstanceOf(JournalConflictException.class);
  }

  @Test
  void repeatingAnAppendChangesNothing() {
    Journal journal = open("a");
    journal.append("demo", 0, 1, NOON, List.of(STARTED, STOPPED));
    journal.append("demo", 2, 1, NOON, List.of(STARTED));

    journal.append("demo", 0, 1, NOON, List.of(STARTED, STOPPED));

    assertThat(journal.lastSeq("demo")).isEqualTo(3);
  }

  @Test
  void refusesToLeaveAGap() {
    Journal journal = open("a");
    journal.append("demo", 0, 1, NOON, List.of(STARTED));

    assertThatThrownBy(() -> journal.append("demo", 2, 1, NOON, List.of(STOPPED)))
        .isInstanceOfSatisfying(
            MusterException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.STORAGE_FAILED))
        .hasMessageContaining("row 2 of");

    assertThat(journal.lastSeq("demo")).isEqualTo(1);
  }

  @Test
  void keepsEveryCharacterAndAMegabyte() {
    Journal journal = open("a");
    String words = "\"Zürich — 数据 𝒳 \uD83D\uDE00 \\u0000 ' ; -- \r\n\t\u0001\"";
    String large = "x\u00e9".repeat(512 * 1024);

    journal.append("demo", 0, 1, NOON, List.of(new Draft("ä", words), new Draft("big", large)));

    assertThat(journal.read("demo", 0, 2))
        .extracting(JournalRow::body)
        .containsExactly(words, large);
    assertThat(journal.read("demo", 0, 1).get(0).type()).isEqualTo("ä");
  }

  @Test
  void ofManyThatAppendAtOnceOneWins() throws Exception {
    List<Journal> journals = List.of(open("a"), open("b"), open("c"));
    int rounds = 20;

    ExecutorService threads = Executors.newFixedThreadPool(journals.size());
    try {
      for (int round = 0; round < rounds; round++) {
        long after = round;
        List<Callable<Boolean>> race =
            journals.stream()
                .map(journal -> (Callable<Boolean>) () -> wins(journal, after))
                .toList();
        int winners = 0;
        for (Future<Boolean> ended : threads.invokeAll(race)) {
          winners += ended.get() ? 1 : 0;
        }
        assertThat(winners).isEqualTo(1);
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(journals.get(0).read("demo", 0, 100))
        .extracting(JournalRow::seq)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, rounds).mapToObj(Long::valueOf).toList());
  }

  private static boolean wins(Journal journal, long after) {
    try {
      journal.append("demo", after, 1, NOON, List.of(STARTED));
      return true;
    } catch (JournalConflictException e) {
      return false;
    }
  }

  @Test
  void isThereAfterItWasOpenedAgain() {
    Journal before = open("a");
    before.append("demo", 0, 3, NOON, List.of(STARTED, STOPPED));
    before.saveSnapshot("demo", 1, "{}");

    closeAll();
    Journal after = open("b");

    assertThat(after.read("demo", 0, 10))
        .containsExactly(
            new JournalRow("demo", 1, 3, NOON, "started", "{\"n\":1}", "a"),
            new JournalRow("demo", 2, 3, NOON, "stopped", "{\"n\":2}", "a"));
    assertThat(after.latestSnapshot("demo")).contains(new Snapshot("demo", 1, "{}"));
    after.append("demo", 2, 4, NOON, List.of(STARTED));
    assertThat(after.lastSeq("demo")).isEqualTo(3);
  }

  @Test
  void theSnapshotOfTheLastRowCounts() {
    Journal journal = open("a");
    journal.append("demo", 0, 1, NOON, List.of(STARTED, STOPPED, STARTED, STOPPED));
    for (long seq = 1; seq <= 3; seq++) {
      journal.saveSnapshot("demo", seq, "{\"seq\":" + seq + "}");
    }

    journal.saveSnapshot("demo", 2, "{\"late\":true}");

    assertThat(journal.latestSnapshot("demo")).contains(new Snapshot("demo", 3, "{\"seq\":3}"));
    journal.saveSnapshot("demo", 3, "{\"again\":true}");
    assertThat(journal.latestSnapshot("demo"))
        .contains(new Snapshot("demo", 3, "{\"again\":true}"));
  }

  @Test
  void refusesASnapshotOfWhatNeverHappened() {
    Journal journal = open("a");
    journal.append("demo", 0, 1, NOON, List.of(STARTED));

    assertThatIllegalArgumentException().isThrownBy(() -> journal.saveSnapshot("demo", 2, "{}"));
    assertThatIllegalArgumentException().isThrownBy(() -> journal.saveSnapshot("other", 0, "{}"));
  }

  @Test
  void archivedRowsStayReadableAndTheirNumbersTaken() {
    Journal journal = open("a");
    Journal deposed = open("deposed");
    journal.append("demo", 0, 1, NOON, List.of(STARTED, STOPPED, STARTED));
    journal.saveSnapshot("demo", 3, "{}");

    journal.archive("demo", 2);
    journal.archive("demo", 2);

    assertThat(journal.read("demo", 0, 10)).extracting(JournalRow::seq).containsExactly(1L, 2L, 3L);
    assertThat(journal.read("demo", 1, 1)).extracting(JournalRow::seq).containsExactly(2L);
    assertThatThrownBy(() -> deposed.append("demo", 1, 1, NOON, List.of(STARTED)))
        .isInstanceOf(JournalConflictException.class);
    journal.append("demo", 3, 1, NOON, List.of(STOPPED));
    assertThat(journal.lastSeq("demo")).isEqualTo(4);
  }

  @Test
  void aClusterWhoseRowsAreAllArchivedGoesOn() {
    Journal journal = open("a");
    Journal deposed = open("deposed");
    journal.append("demo", 0, 1, NOON, List.of(STARTED, STOPPED));
    journal.saveSnapshot("demo", 2, "{}");

    journal.archive("demo", 2);

    assertThat(journal.clusters()).containsExactly("demo");
    assertThat(journal.lastSeq("demo")).isEqualTo(2);
    assertThatThrownBy(() -> deposed.append("demo", 0, 1, NOON, List.of(STARTED)))
        .isInstanceOf(JournalConflictException.class);
    journal.append("demo", 2, 1, NOON, List.of(STARTED));
    assertThat(journal.read("demo", 0, 10)).extracting(JournalRow::seq).containsExactly(1L, 2L, 3L);
  }

  @Test
  void whatStandsForItsPastStaysAloneAndTheNumbersAreNeverUsedAgain() {
    Journal journal = open("a");
    Journal deposed = open("deposed");
    journal.append("demo", 0, 1, NOON, List.of(STARTED, STOPPED, STARTED, STOPPED));
    journal.append("other", 0, 1, NOON, List.of(STARTED));
    journal.saveSnapshot("demo", 2, "{}");
    journal.archive("demo", 2);

    journal.discardBefore("demo", 4);
    journal.discardBefore("demo", 4);

    assertThat(journal.read("demo", 0, 10)).extracting(JournalRow::seq).containsExactly(4L);
    assertThat(journal.latestSnapshot("demo")).isEmpty();
    assertThat(journal.clusters()).containsExactly("demo", "other");
    assertThatThrownBy(() -> deposed.append("demo", 0, 1, NOON, List.of(STARTED)))
        .isInstanceOf(RuntimeException.class);
    journal.append("demo", 4, 1, NOON, List.of(STARTED));
    assertThat(journal.read("demo", 0, 10)).extracting(JournalRow::seq).containsExactly(4L, 5L);
    assertThat(journal.read("other", 0, 10)).hasSize(1);
    assertThatIllegalArgumentException().isThrownBy(() -> journal.discardBefore("demo", 6));
  }

  @Test
  void saysHowMuchItKeeps() {
    Journal journal = open("a");
    journal.append("demo", 0, 1, NOON, List.of(STARTED, STOPPED));

    assertThat(journal.size().rows()).isEqualTo(2);
    assertThat(journal.size().bytes()).isPositive();
  }

  @Test
  void refusesToArchiveWhatNoSnapshotCovers() {
    Journal journal = open("a");
    journal.append("demo", 0, 1, NOON, List.of(STARTED, STOPPED));
    journal.saveSnapshot("demo", 1, "{}");

    assertThatIllegalArgumentException().isThrownBy(() -> journal.archive("demo", 2));

    assertThat(journal.lastSeq("demo")).isEqualTo(2);
  }
}
