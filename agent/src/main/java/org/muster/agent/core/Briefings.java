package org.muster.agent.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.CoordinatorMessage.Briefing;
import org.muster.protocol.CoordinatorMessage.MembersGiven;
import org.muster.protocol.CoordinatorMessage.RunStep;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.Member;
import org.muster.protocol.ModuleBundle;
import org.muster.protocol.Phase;
import org.muster.protocol.Sha256;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepWork;

/**
 * What the coordinator told of each deployment. Never on disk, since it holds secrets: an agent
 * that has just started waits for it. One that names its members by a hash counts when they are
 * here. Owned by {@link Agent}.
 */
final class Briefings {
  /** A request that waits for a briefing. */
  private record Parked(StepKey step, String request, Request.Briefed wish) {}

  private final Function<byte[], List<Member>> unpack;
  private final Map<DeploymentId, Briefing> briefings = new HashMap<>();
  private final Map<DeploymentId, Briefing> withoutMembers = new HashMap<>();
  private final Map<Sha256, Pieces> underWay = new HashMap<>();
  private final List<Parked> parked = new ArrayList<>();

  Briefings(Function<byte[], List<Member>> unpack) {
    this.unpack = unpack;
  }

  /**
   * Takes one in. False for one that is older than what is known, or that waits for its members; an
   * equal one may know better and counts.
   */
  boolean accept(Briefing briefing) {
    if (isOld(briefings, briefing) || isOld(withoutMembers, briefing)) {
      return false;
    }
    withoutMembers.remove(briefing.deployment());
    if (briefing.membership().isEmpty() || !briefing.members().isEmpty()) {
      briefings.put(briefing.deployment(), briefing);
      return true;
    }
    Optional<List<Member>> known = membersOf(briefing.membership());
    known.ifPresentOrElse(
        members -> complete(briefing, members),
        () -> withoutMembers.put(briefing.deployment(), briefing));
    return known.isPresent();
  }

  /** Asks for the memberships that are missing, once on each connection. */
  List<AgentMessage> questions() {
    return withoutMembers.values().stream()
        .map(briefing -> new Sha256(briefing.membership()))
        .filter(wanted -> underWay.putIfAbsent(wanted, new Pieces()) == null)
        .<AgentMessage>map(AgentMessage.MembersWanted::new)
        .toList();
  }

  private static boolean isOld(Map<DeploymentId, Briefing> known, Briefing briefing) {
    Briefing newest = known.get(briefing.deployment());
    return newest != null && newest.revision() > briefing.revision();
  }

  /** Those of an earlier briefing: the same nodes are deployed to again and again. */
  private Optional<List<Member>> membersOf(String membership) {
    return briefings.values().stream()
        .filter(briefing -> briefing.membership().equals(membership))
        .map(Briefing::members)
        .findFirst();
  }

  private void complete(Briefing briefing, List<Member> members) {
    briefings.put(briefing.deployment(), briefing.with(members, briefing.membership()));
  }

  /**
   * A piece of a membership that was asked for; with the last one, which makes it true, the
   * briefings count that name it.
   *
   * @throws org.muster.error.MusterException UNREADABLE_MESSAGE when the whole is not what was
   *     named
   */
  boolean members(MembersGiven piece) {
    Pieces pieces = underWay.get(piece.membership());
    if (pieces == null || !pieces.completedBy(piece)) {
      return false; // nobody waits for it, or more is to come
    }
    underWay.remove(piece.membership());
    List<Member> members = unpack.apply(pieces.verified(piece.membership()));
    List<Briefing> complete =
        withoutMembers.values().stream()
            .filter(briefing -> briefing.membership().equals(piece.membership().hex()))
            .toList();
    for (Briefing briefing : complete) {
      withoutMembers.remove(briefing.deployment());
      complete(briefing, members);
    }
    return !complete.isEmpty();
  }

  /** What had not come is said again on the next connection. */
  void disconnected() {
    withoutMembers.clear();
    underWay.clear();
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
