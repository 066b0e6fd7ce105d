package org.muster.agent.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.CoordinatorMessage.BarrierWaits;
import org.muster.protocol.StepKey;

/** The requests of all scripts that wait for the coordinator. Owned by {@link Agent}. */
final class OpenRequests {
  private record Id(StepKey step, String request) {}

  private final Map<Id, OpenRequest> open = new LinkedHashMap<>();

  /** Empty when the request was open already: scripts and restarts may show it twice. */
  Optional<OpenRequest> open(StepKey step, String request, Request.Remote wish, Instant now) {
    Id id = new Id(step, request);
    if (open.containsKey(id)) {
      return Optional.empty();
    }
    OpenRequest opened = new OpenRequest(step, request, wish, now);
    open.put(id, opened);
    return Optional.of(opened);
  }

  /** Takes the request away, so that it is answered once. */
  Optional<OpenRequest> close(StepKey step, String request) {
    return Optional.ofNullable(open.remove(new Id(step, request)));
  }

  void closeAllOf(StepKey step) {
    open.keySet().removeIf(id -> id.step().equals(step));
  }

  /** Keeps who is missing, and says it in the log when that is due. */
  List<Action> barrierWaits(BarrierWaits message, Instant now) {
    OpenRequest waiting = open.get(new Id(message.step(), message.request()));
    if (waiting != null) {
      waiting.missing(message.missing());
    }
    return notes(now);
  }

  /** What the step waits for, of its oldest request; empty when it waits for nothing. */
  String waitsFor(StepKey step) {
    return open.values().stream()
        .filter(request -> request.step().equals(step))
        .map(OpenRequest::waitsFor)
        .filter(what -> !what.isEmpty())
        .findFirst()
        .orElse("");
  }

  List<AgentMessage> messages() {
    return open.values().stream().map(OpenRequest::message).toList();
  }

  /** Closes the requests whose time is over. */
  List<OpenRequest> expired(Instant now) {
    List<OpenRequest> expired =
        open.values().stream()
            .filter(request -> request.deadline().filter(at -> !now.isBefore(at)).isPresent())
            .toList();
    expired.forEach(request -> close(request.step(), request.id()));
    return expired;
  }

  List<Action> notes(Instant now) {
    List<Action> notes = new ArrayList<>();
    for (OpenRequest request : open.values()) {
      request.note(now).ifPresent(line -> notes.add(new Action.Note(request.step(), line)));
    }
    return notes;
  }

  Stream<Instant> wakeUps() {
    return open.values().stream()
        .flatMap(request -> Stream.of(request.deadline(), request.nextNoteAt()))
        .flatMap(Optional::stream);
  }
}
