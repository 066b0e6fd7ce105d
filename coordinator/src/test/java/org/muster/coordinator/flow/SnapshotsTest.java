package org.muster.coordinator.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.coordinator.core.controller.RandomHistory;
import org.muster.coordinator.core.controller.Stamped;
import org.muster.coordinator.core.controller.TestCluster;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.journal.Journal;
import org.muster.coordinator.journal.SqlJournal;

/** Snapshots in a real journal. */
final class SnapshotsTest {
  private static final int EVENTS = 1_200;

  @TempDir private Path folder;

  private final EventJson json = new EventJson();
  private final List<Stamped> history = RandomHistory.of(7, EVENTS);

  @Test
  void rowsThatASnapshotCoversAreOutOfTheWayAndStillReadable() {
    try (Journal journal = filled()) {
      Snapshots snapshots = new Snapshots(journal, "build-1");
      long cut = history.size() - 10L;

      snapshots.save(TestCluster.NAME, cut, checkpoint(snapshots, cut), 0);

      assertThat(journal.size().rows()).isEqualTo(10);
      assertThat(journal.size().archivedRows()).isEqualTo(cut);
      Recovery past = Recovery.read(journal, snapshots, TestCluster.NAME);
      assertThat(past.coveredUpTo()).isEqualTo(cut);
      assertThat(past.rows()).hasSize(10);
      assertThat(past.lastWriter()).isEqualTo("one");
      assertThat(journal.read("demo", 0, EVENTS * 2)).hasSize(history.size());
    }
  }

  @Test
  void anotherBuildReadsAllEventsInsteadAndWritesASnapshotOfItsOwn() {
    try (Journal journal = filled()) {
      Snapshots old = new Snapshots(journal, "build-1");
      old.save(TestCluster.NAME, history.size(), checkpoint(old, history.size()), 0);
      Snapshots next = new Snapshots(journal, "build-2");

      Recovery past = Recovery.read(journal, next, TestCluster.NAME);

      assertThat(past.snapshot()).isEmpty();
      assertThat(past.rows()).hasSize(history.size());
      next.save(TestCluster.NAME, history.size(), checkpoint(next, history.size()), 0);
      assertThat(Recovery.read(journal, next, TestCluster.NAME).rows()).isEmpty();
    }
  }

  @Test
  void oneThatCannotBeReadIsPassedOver() {
    try (Journal journal = filled()) {
      Snapshots snapshots = new Snapshots(journal, "build-1");
      String good = snapshots.text(checkpoint(snapshots, 5));
      List<String> bad =
          List.of(
              "{\"format\": \"1/build-1\", \"state\": 3}",
              snapshots.format() + "\nnot packed",
              good.substring(0, good.length() - 8));
      for (String body : bad) {
        journal.saveSnapshot("demo", 5, body);

        Recovery past = Recovery.read(journal, snapshots, TestCluster.NAME);

        assertThat(past.snapshot()).as(body).isEmpty();
        assertThat(past.rows()).hasSize(history.size());
      }
    }
  }

  private Checkpoint checkpoint(Snapshots snapshots, long upTo) {
    ClusterState state = new ClusterState(TestCluster.NAME);
    history.subList(0, (int) upTo).forEach(event -> state.apply(event.event(), event.at()));
    Instant at = history.get((int) upTo - 1).at();
    return new Checkpoint(snapshots.format(), 1, at, state.image());
  }

  private Journal filled() {
    Journal journal = SqlJournal.onSqlite(folder.resolve("journal.db"), "one");
    journal.append(
        "demo",
        0,
        1,
        history.get(0).at(),
        history.stream().map(event -> json.draft(event.event())).toList());
    return journal;
  }
}
