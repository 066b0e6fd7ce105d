package org.muster.coordinator.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.muster.coordinator.core.controller.Controller;
import org.muster.coordinator.core.controller.RandomHistory;
import org.muster.coordinator.core.controller.Stamped;
import org.muster.coordinator.core.controller.TestCluster;
import org.muster.coordinator.core.controller.Wanted;
import org.muster.coordinator.core.event.DeploymentOutcome;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.NodeStatus;
import org.muster.coordinator.testkit.MemoryJournal;
import org.muster.protocol.Codec;
import org.muster.protocol.NodeId;

/** A snapshot and what came after it are as good as all events, wherever it was taken. */
final class SnapshotProperties {
  private static final int EVENTS = 120;
  private static final Instant LATER = Instant.parse("2026-02-01T00:00:00Z");

  private static final EventJson JSON = new EventJson();
  private static final JsonMapper TEXTS = Codec.configured(JsonMapper.builder()).build();

  @Property(tries = 6, shrinking = ShrinkingMode.OFF)
  void theFoldOfASnapshotAndTheRestIsTheFoldOfAllByteForByte(@ForAll long seed) {
    List<Stamped> history = RandomHistory.of(seed, EVENTS);
    MemoryJournal journal = journal(history);
    Snapshots snapshots = new Snapshots(journal, "build-1");
    String whole = text(folded(history));
    Controller direct = new Controller(new ClusterState(TestCluster.NAME));
    for (int cut = 1; cut <= history.size(); cut++) {
      Stamped last = history.get(cut - 1);
      direct.recover(last.at(), last.event());
      snapshots.save(
          TestCluster.NAME,
          cut,
          new Checkpoint(snapshots.format(), 1, last.at(), direct.state().image()),
          0);
      Recovery past = Recovery.read(journal, snapshots, TestCluster.NAME);
      Controller restored = restored(past);

      assertThat(text(restored)).as("seed %d, cut %d", seed, cut).isEqualTo(text(direct));
      if (cut % 16 == 0) {
        assertSameInEveryField(restored.state(), direct.state());
        assertDecidesTheSame(restored(past), folded(history.subList(0, cut)));
      }
      past.rows().forEach(row -> restored.recover(row.at(), JSON.event(row.type(), row.body())));
      assertThat(text(restored)).as("seed %d, after cut %d", seed, cut).isEqualTo(whole);
    }
  }

  /** Also in a field that somebody adds and forgets to put into the image. */
  private static void assertSameInEveryField(ClusterState restored, ClusterState direct) {
    assertThat(restored)
        .usingRecursiveComparison()
        .ignoringFields("appliers", "changes", "nodeCounts")
        .isEqualTo(direct);
    for (NodeStatus status : NodeStatus.values()) {
      assertThat(restored.count(status)).isEqualTo(direct.count(status));
    }
  }

  private static void assertDecidesTheSame(Controller restored, Controller direct) {
    for (NodeId node : direct.state().nodes().stream().map(n -> n.id()).toList()) {
      assertThat(messages(restored, node)).isEqualTo(messages(direct, node));
    }
    restored.tick(LATER);
    direct.tick(LATER);
    assertThat(restored.take()).isEqualTo(direct.take());
  }

  private static List<?> messages(Controller controller, NodeId node) {
    return new Wanted(controller.state()).messagesFor(node, 1);
  }

  @Example
  void whatIsDrawnIsWorthIt() {
    Set<DeploymentOutcome> ends = EnumSet.noneOf(DeploymentOutcome.class);
    List<Class<?>> seen = new ArrayList<>();
    for (long seed = 0; seed < 40; seed++) {
      List<Stamped> history = RandomHistory.of(seed, EVENTS);
      history.forEach(stamped -> seen.add(stamped.event().getClass()));
      for (DeploymentOutcome outcome : DeploymentOutcome.values()) {
        if (RandomHistory.hasEnded(history, outcome)) {
          ends.add(outcome);
        }
      }
    }
    assertThat(ends).containsExactlyInAnyOrder(DeploymentOutcome.values());
    assertThat(seen)
        .contains(
            Event.BarrierReleased.class,
            Event.BarrierBroken.class,
            Event.MembershipFrozen.class,
            Event.StepsSkipped.class,
            Event.DeploymentResumed.class,
            Event.NodesStarted.class,
            Event.ClusterDestroyed.class,
            Event.JoinRefused.class,
            Event.NodeBack.class,
            Event.ArtifactFailed.class);
  }

  private static MemoryJournal journal(List<Stamped> history) {
    MemoryJournal journal = new MemoryJournal(new MemoryJournal.Store(), "one");
    for (int i = 0; i < history.size(); i++) {
      Stamped stamped = history.get(i);
      journal.append("demo", i, 1, stamped.at(), List.of(JSON.draft(stamped.event())));
    }
    return journal;
  }

  private static Controller restored(Recovery past) {
    Checkpoint checkpoint = past.snapshot().orElseThrow().checkpoint();
    Controller restored = new Controller(ClusterState.of(checkpoint.state()));
    restored.recover(checkpoint.at());
    return restored;
  }

  private static Controller folded(List<Stamped> events) {
    Controller controller = new Controller(new ClusterState(TestCluster.NAME));
    events.forEach(stamped -> controller.recover(stamped.at(), stamped.event()));
    return controller;
  }

  private static String text(Controller controller) {
    try {
      return TEXTS.writeValueAsString(controller.state().image());
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
