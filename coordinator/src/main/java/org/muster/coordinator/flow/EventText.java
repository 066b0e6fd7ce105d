package org.muster.coordinator.flow;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.muster.coordinator.core.event.Event;
import org.muster.protocol.NodeId;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepResult;

/** Each event as one sentence for people. */
final class EventText {
  private static final Map<Class<? extends Event>, Function<Event, String>> SENTENCES =
      new HashMap<>();

  static {
    on(Event.OwnershipClaimed.class, e -> "a coordinator took the cluster over");
    on(
        Event.JournalAdopted.class,
        e -> "a journal from a backup was adopted, above epoch %d".formatted(e.seenEpoch()));
    on(Event.HistoryForgotten.class, e -> "what happened before is not kept any more");
    on(Event.ClusterCreated.class, e -> "cluster %s begins".formatted(e.spec().name()));
    on(Event.LaunchWished.class, EventText::launchWished);
    on(Event.NodesLaunched.class, e -> "%d nodes launched".formatted(e.instances().size()));
    on(Event.LaunchFailed.class, e -> "launch failed: " + e.reason());
    on(Event.NodeJoined.class, e -> "%s joined from %s".formatted(e.node(), e.facts().address()));
    on(Event.JoinRefused.class, e -> "%s was not let in: %s".formatted(e.instance(), e.reason()));
    on(Event.NodeReported.class, e -> "%s has new facts".formatted(e.node()));
    on(Event.NodeKeyChanged.class, e -> "%s has a new key".formatted(e.node()));
    on(Event.NodeLost.class, e -> "%s is lost: %s".formatted(e.node(), e.reason()));
    on(Event.NodeBack.class, e -> "%s is back".formatted(e.node()));
    on(
        Event.NodeNoticed.class,
        e -> "%s %s: %s".formatted(e.node(), e.notice().sentence(), e.answer()));
    on(Event.RemovalWished.class, e -> "removing %s: %s".formatted(names(e.nodes()), e.reason()));
    on(Event.NodesRemoved.class, e -> "%s gone".formatted(names(e.nodes())));
    on(Event.DeploymentStarted.class, EventText::started);
    on(Event.DeploymentResumed.class, e -> "%s is resumed".formatted(e.deployment()));
    on(
        Event.DeploymentCancelling.class,
        e -> "%s is being cancelled: %s".formatted(e.deployment(), e.reason()));
    on(
        Event.DeploymentBlocked.class,
        e -> "%s is blocked by %s".formatted(e.deployment(), String.join(", ", e.by())));
    on(Event.DeploymentUnblocked.class, e -> "%s goes on".formatted(e.deployment()));
    on(Event.DeploymentEnded.class, EventText::ended);
    on(
        Event.ArtifactReady.class,
        e -> "artifact %s of %s is ready".formatted(e.artifact(), e.module()));
    on(
        Event.ArtifactFailed.class,
        e -> "artifact %s of %s failed: %s".formatted(e.artifact(), e.module(), e.reason()));
    on(Event.MembershipFrozen.class, EventText::frozen);
    on(Event.StepAssigned.class, e -> "%s assigned".formatted(step(e.step())));
    on(Event.StepRunning.class, e -> "%s started".formatted(step(e.step())));
    on(Event.StepEnded.class, EventText::stepEnded);
    on(
        Event.StepsSkipped.class,
        e -> "%d steps skipped: %s".formatted(e.steps().size(), e.reason()));
    on(Event.StepsCancelled.class, e -> "%d steps cancelled".formatted(e.steps().size()));
    on(
        Event.BarrierReached.class,
        e -> "%s waits at barrier '%s'".formatted(step(e.step()), e.barrier().name()));
    on(Event.BarrierReleased.class, e -> "%s opened".formatted(e.barrier()));
    on(Event.BarrierBroken.class, e -> e.reason());
    on(Event.ValueShared.class, e -> "%s shared '%s'".formatted(e.step().node(), e.key()));
    on(Event.StopWished.class, e -> "stopping the nodes");
    on(Event.NodesStopped.class, e -> "all nodes are stopped");
    on(Event.StartWished.class, e -> "starting the nodes");
    on(Event.NodesStarted.class, e -> "all nodes are started");
    on(Event.DestroyWished.class, e -> "destroying the cluster");
    on(Event.ClusterDestroyed.class, e -> "the cluster is gone");
    on(Event.ProviderFailed.class, e -> "%s failed: %s".formatted(e.call(), e.reason()));
  }

  private EventText() {}

  static String of(Event event) {
    return SENTENCES.get(event.getClass()).apply(event);
  }

  static Set<Class<? extends Event>> known() {
    return SENTENCES.keySet();
  }

  private static <E extends Event> void on(Class<E> type, Function<E, String> sentence) {
    SENTENCES.put(type, event -> sentence.apply(type.cast(event)));
  }

  private static String step(StepKey step) {
    String attempt = step.attempt() > 1 ? ", attempt " + step.attempt() : "";
    return "%s %s on %s%s".formatted(step.module(), step.phase(), step.node(), attempt);
  }

  private static String launchWished(Event.LaunchWished event) {
    String instead =
        event.replaces().isEmpty() ? "" : " in place of %s".formatted(names(event.replaces()));
    return "asking for %d nodes%s (%s)".formatted(event.nodes().size(), instead, event.launch());
  }

  private static String started(Event.DeploymentStarted event) {
    String who =
        "%s %s begins on %d nodes"
            .formatted(event.kind(), event.deployment(), event.nodes().size());
    String come = event.joining().isEmpty() ? "" : ", for " + names(event.joining()) + " to come";
    String go = event.leaving().isEmpty() ? "" : ", for " + names(event.leaving()) + " to go";
    return who + come + go;
  }

  private static String names(List<NodeId> nodes) {
    return nodes.stream().map(NodeId::value).collect(Collectors.joining(", "));
  }

  private static String ended(Event.DeploymentEnded event) {
    String reason = event.reason().isEmpty() ? "" : ": " + event.reason();
    return "%s %s%s".formatted(event.deployment(), event.outcome().label(), reason);
  }

  private static String frozen(Event.MembershipFrozen event) {
    List<NodeId> excused = event.excused();
    String without = excused.isEmpty() ? "" : ", without " + excused;
    return "membership is %d nodes%s".formatted(event.members().size(), without);
  }

  private static String stepEnded(Event.StepEnded event) {
    StepResult result = event.result();
    String outcome =
        result.baked() ? "succeeded (baked)" : result.outcome().name().toLowerCase(Locale.ROOT);
    String why =
        result.outcome() == StepOutcome.SUCCEEDED || result.reason().isEmpty()
            ? ""
            : ": " + result.reason();
    String again = event.willRetry() ? "; it is tried again" : "";
    return "%s %s%s%s".formatted(step(event.step()), outcome, why, again);
  }
}
