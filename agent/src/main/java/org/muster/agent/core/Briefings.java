package org.muster.agent.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muster.protocol.CoordinatorMessage.Briefing;
import org.muster.protocol.CoordinatorMessage.RunStep;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.ModuleBundle;
import org.muster.protocol.Phase;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepWork;

/**
 * What the coordinator told of each deployment. Never on disk, since it holds secrets: an agent
 * that has just started waits for it. Owned by {@link Agent}.
 */
final class Briefings {
  /** A request that waits for a briefing. */
  private record Parked(StepKey step, String request, Request.Briefed wish) {}

  private final Map<DeploymentId, Briefing> briefings = new HashMap<>();
  private final List<Parked> parked = new ArrayList<>();

  /** False for one that is older than what is known; an equal one may know better and counts. */
  boolean accept(Briefing briefing) {
    Briefing known = briefings.get(briefing.deployment());
    if (known != null && known.revision() > briefing.revision()) {
      return false;
    }
    briefings.put(briefing.deployment(), briefing);
    return true;
  }

  /** Whether a step may begin with what is known. */
  boolean suffice(RunStep command) {
    return Optional.ofNullable(briefings.get(command.step().deployment()))
        .filter(briefing -> briefing.revision() >= command.briefing())
        .isPresent();
  }

  Briefing of(StepKey step) {
    return briefings.get(step.deployment());
  }

  /** Serves the script at once when its briefing is here, or else when it comes. */
  Optional<Action> serve(StepKey step, String request, Request.Briefed wish) {
    Briefing briefing = of(step);
    if (briefing == null) {
      parked.add(new Parked(step, request, wish));
      return Optional.empty();
    }
    return Optional.of(new Action.Serve(step, request, wish, briefing));
  }

  /** Serves those that waited for this briefing. */
  List<Action> serveParked() {
    List<Parked> waiting = List.copyOf(parked);
    parked.clear();
    return waiting.stream()
        .flatMap(request -> serve(request.step(), request.request(), request.wish()).stream())
        .toList();
  }

  /** What an init leaves behind when it succeeds; empty for every other step. */
  String marker(RunStep command) {
    if (command.step().phase() != Phase.INIT || !(command.work() instanceof StepWork.Script)) {
      return "";
    }
    return of(command.step()).modules().stream()
        .filter(module -> module.name().equals(command.step().module()))
        .map(ModuleBundle::marker)
        .findFirst()
        .orElse("");
  }
}
