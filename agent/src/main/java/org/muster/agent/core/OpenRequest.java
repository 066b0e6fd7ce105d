package org.muster.agent.core;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.NodeId;
import org.muster.protocol.StepKey;

/** A request of a script that only the coordinator can answer. */
final class OpenRequest {
  private static final Duration FIRST_NOTE_AFTER = Duration.ofSeconds(2);
  private static final Duration NOTES_APART = Duration.ofSeconds(10);

  private final StepKey step;
  private final String id;
  private final Request.Remote wish;
  private final Optional<Instant> deadline;
  private List<NodeId> missing = List.of();
  private List<NodeId> noted = List.of();
  private Instant nextNote;

  OpenRequest(StepKey step, String id, Request.Remote wish, Instant now) {
    this.step = step;
    this.id = id;
    this.wish = wish;
    this.nextNote = now.plus(FIRST_NOTE_AFTER);
    this.deadline =
        wish instanceof Request.Shared shared ? shared.timeout().map(now::plus) : Optional.empty();
  }

  StepKey step() {
    return step;
  }

  String id() {
    return id;
  }

  Optional<Instant> deadline() {
    return deadline;
  }

  /** What the coordinator has to hear, on every connection until it answers. */
  AgentMessage message() {
    if (wish instanceof Request.Barrier wanted) {
      return new AgentMessage.BarrierArrived(step, id, wanted.barrier());
    }
    if (wish instanceof Request.Share share) {
      return new AgentMessage.ShareValue(step, id, share.key(), share.value());
    }
    return new AgentMessage.ValueWanted(step, id, ((Request.Shared) wish).key());
  }

  /** In a few words, for whoever asks what the step is waiting for. */
  String waitsFor() {
    if (wish instanceof Request.Barrier wanted) {
      return "barrier " + wanted.barrier().name();
    }
    return wish instanceof Request.Shared shared ? "shared value " + shared.key() : "";
  }

  void missing(List<NodeId> nodes) {
    missing = nodes;
  }

  String timedOut() {
    Duration timeout = ((Request.Shared) wish).timeout().orElseThrow();
    return "nobody shared '%s' within %s"
        .formatted(((Request.Shared) wish).key(), Durations.inWords(timeout));
  }

  /** The line for the step's output, when it is time for one. */
  Optional<String> note(Instant now) {
    if (!hasNews() || now.isBefore(nextNote)) {
      return Optional.empty();
    }
    noted = missing;
    nextNote = now.plus(NOTES_APART);
    String names = missing.stream().map(NodeId::value).collect(Collectors.joining(", "));
    return Optional.of("muster: %s: waiting for %s".formatted(waitsFor(), names));
  }

  Optional<Instant> nextNoteAt() {
    return hasNews() ? Optional.of(nextNote) : Optional.empty();
  }

  private boolean hasNews() {
    return !missing.isEmpty() && !missing.equals(noted);
  }
}
