package org.muster.agent.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.muster.error.MusterException;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.CoordinatorMessage.Briefing;
import org.muster.protocol.CoordinatorMessage.RunStep;
import org.muster.protocol.Member;
import org.muster.protocol.Membership;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepResult;
import org.muster.protocol.StepSummary;

/**
 * Decides what a node does: what to start, adopt, cancel and report. The same calls always give the
 * same actions, in order. Every method returns what has to be done now; what comes of it is told by
 * another call. Owned by the agent's thread.
 */
public final class Agent {
  private final NavigableMap<StepKey, Step> steps = new TreeMap<>();
  private final Briefings briefings;
  private final OpenRequests requests = new OpenRequests();
  private final MessageRoutes routes = new MessageRoutes();
  private final Epoch epoch;
  private final Retention retention;
  private boolean connected;

  public Agent(long maxEpoch) {
    this(maxEpoch, Membership::unpack);
  }

  /** Reads memberships its own way: agents that share a process may share what they read. */
  public Agent(long maxEpoch, Function<byte[], List<Member>> unpack) {
    this(maxEpoch, unpack, Retention.ATTEMPTS);
  }

  /** Keeps that many finished attempts. */
  public Agent(long maxEpoch, Function<byte[], List<Member>> unpack, int kept) {
    this.epoch = new Epoch(maxEpoch);
    this.retention = new Retention(kept);
    this.briefings = new Briefings(unpack);
    // The table of contents of the agent. One line per command.
    routes.add(CoordinatorMessage.Welcome.class, this::welcome);
    routes.add(Briefing.class, this::briefing);
    routes.add(CoordinatorMessage.MembersGiven.class, this::membersGiven);
    routes.add(RunStep.class, this::runStep);
    routes.add(CoordinatorMessage.CancelStep.class, this::cancelStep);
    routes.add(CoordinatorMessage.ResultStored.class, this::resultStored);
    routes.add(CoordinatorMessage.ForgetSteps.class, this::forgetSteps);
    routes.add(
        CoordinatorMessage.BarrierPassed.class, (m, at) -> answer(m.step(), m.request(), true, ""));
    routes.add(
        CoordinatorMessage.BarrierBroken.class,
        (m, at) -> answer(m.step(), m.request(), false, m.reason()));
    routes.add(CoordinatorMessage.BarrierWaits.class, requests::barrierWaits);
    routes.add(
        CoordinatorMessage.ValueStored.class, (m, at) -> answer(m.step(), m.request(), true, ""));
    routes.add(
        CoordinatorMessage.ValueGiven.class,
        (m, at) -> answer(m.step(), m.request(), true, m.value()));
  }

  /** Whether this message is for the core; the others end in the link. */
  public boolean handles(Class<? extends CoordinatorMessage> type) {
    return routes.has(type);
  }

  public long maxEpoch() {
    return epoch.highest();
  }

  // ---- the journal

  /** Takes over what the node's journal holds; called before the first connection. */
  public void adopt(List<HeldStep> held, Instant now) {
    held.forEach(found -> steps.put(found.step(), Step.of(found, now)));
  }

  /** What the agent says it holds when it connects. */
  public List<StepSummary> digest(Instant now) {
    return Retention.digest(steps.values(), now);
  }

  // ---- the connection

  /** Nobody hears us: what runs goes on, what was not yet accepted is dropped. */
  public void disconnected() {
    connected = false;
    briefings.disconnected();
    steps.values().removeIf(step -> step.life() == StepLife.QUEUED);
  }

  /** Obeys one message of the coordinator; the first one of an epoch once that is remembered. */
  public List<Action> on(CoordinatorMessage message, Instant now) {
    long spoken = Epoch.of(message);
    return epoch.isNew(spoken)
        ? List.of(new Action.RememberEpoch(spoken, message))
        : routes.obey(message, now);
  }

  /** The epoch is durable: what was said in it first is obeyed. */
  public List<Action> remembered(Action.RememberEpoch kept, Instant now) {
    epoch.begins(kept.epoch());
    return routes.obey(kept.message(), now);
  }

  /** It is not, and it is as if nothing had been said in it: all of it is said again. */
  public List<Action> notRemembered() {
    return List.of(new Action.Leave("its epoch cannot be kept; is the disk full?"));
  }

  private List<Action> welcome(CoordinatorMessage.Welcome welcome, Instant now) {
    List<Action> actions = new ArrayList<>();
    if (!epoch.admits(welcome.epoch(), "its welcome", actions)) {
      actions.add(new Action.Leave("its epoch %d is over".formatted(welcome.epoch())));
      return actions;
    }
    connected = true;
    for (Step step : List.copyOf(steps.values())) {
      step.report().forEach(message -> send(message, actions));
      if (step.life() == StepLife.READY) {
        launch(step, actions);
      }
    }
    requests.messages().forEach(message -> send(message, actions));
    sayProgress(now, actions);
    return actions;
  }

  // ---- commands

  private List<Action> briefing(Briefing briefing, Instant now) {
    List<Action> actions = new ArrayList<>();
    if (briefings.accept(briefing)) {
      beginBriefed(actions);
    }
    briefings.questions().forEach(question -> send(question, actions));
    return actions;
  }

  private List<Action> membersGiven(CoordinatorMessage.MembersGiven piece, Instant now) {
    List<Action> actions = new ArrayList<>();
    try {
      if (briefings.members(piece)) {
        beginBriefed(actions);
      }
    } catch (MusterException e) {
      actions.add(new Action.Leave(e.getMessage())); // on the next connection it is said again
    }
    return actions;
  }

  /** Does what may have waited for a briefing. */
  private void beginBriefed(List<Action> actions) {
    actions.addAll(briefings.serveParked());
    steps.values().removeIf(step -> isOverruled(step, actions));
    steps.values().stream()
        .filter(step -> step.life() == StepLife.QUEUED)
        .forEach(step -> begin(step, actions));
  }

  /** A step that waited for its briefing while another epoch began is no longer to be obeyed. */
  private boolean isOverruled(Step step, List<Action> actions) {
    return step.life() == StepLife.QUEUED
        && !epoch.admits(step.command().orElseThrow().epoch(), step.key().toString(), actions);
  }

  private List<Action> runStep(RunStep command, Instant now) {
    List<Action> actions = new ArrayList<>();
    if (!epoch.admits(command.epoch(), command.step().toString(), actions)) {
      return actions;
    }
    Step known = steps.get(command.step());
    if (known == null) {
      Step step = new Step(command);
      steps.put(command.step(), step);
      begin(step, actions);
    } else if (known.isFinished()) {
      send(known.finished(), actions);
    } else {
      known.report().forEach(message -> send(message, actions));
    }
    return actions;
  }

  /** Nothing is recorded before the briefing is here, so that a lost one costs nothing. */
  private void begin(Step step, List<Action> actions) {
    RunStep command = step.command().orElseThrow();
    if (briefings.suffice(command)) {
      actions.add(new Action.RecordIntent(command, briefings.marker(command)));
    }
  }

  private List<Action> cancelStep(CoordinatorMessage.CancelStep command, Instant now) {
    List<Action> actions = new ArrayList<>();
    if (!epoch.admits(command.epoch(), "cancelling " + command.step(), actions)) {
      return actions;
    }
    Step step = steps.computeIfAbsent(command.step(), Step::new);
    if (step.isFinished()) {
      send(step.finished(), actions);
    } else {
      stop(step, StepOutcome.CANCELLED, command.reason(), actions);
    }
    return actions;
  }

  private void stop(Step step, StepOutcome outcome, String reason, List<Action> actions) {
    if (step.life().isEnding()) {
      return;
    }
    boolean hasProcess = step.life().hasProcess();
    step.stopping();
    actions.add(
        hasProcess
            ? new Action.Kill(step.key(), outcome, reason)
            : new Action.Conclude(step.key(), outcome, reason));
  }

  private List<Action> resultStored(CoordinatorMessage.ResultStored message, Instant now) {
    Step step = steps.get(message.step());
    if (step == null || !step.isFinished() || step.isStored()) {
      return List.of();
    }
    step.markStored(now);
    List<Action> actions = new ArrayList<>();
    actions.add(new Action.MarkStored(step.key()));
    forget(retention.tooMany(steps.values()), actions);
    return actions;
  }

  private List<Action> forgetSteps(CoordinatorMessage.ForgetSteps message, Instant now) {
    List<Action> actions = new ArrayList<>();
    Predicate<StepKey> isFinished = key -> steps.containsKey(key) && steps.get(key).isFinished();
    forget(message.steps().stream().filter(isFinished).toList(), actions);
    return actions;
  }

  private void forget(List<StepKey> keys, List<Action> actions) {
    if (!keys.isEmpty()) {
      keys.forEach(steps::remove);
      actions.add(new Action.Forget(keys));
    }
  }

  // ---- what became of the actions

  /** The intent is durable: the timeout runs from here. */
  public List<Action> recorded(StepKey key, Instant at) {
    Step step = steps.get(key);
    RunStep command = step.command().orElseThrow();
    step.recorded(at);
    List<Action> actions = new ArrayList<>();
    send(new AgentMessage.StepAccepted(key), actions);
    actions.add(new Action.Prepare(command, briefings.of(key)));
    return actions;
  }

  /** Everything that the attempt needs is in place. */
  public List<Action> prepared(StepKey key) {
    Step step = steps.get(key);
    List<Action> actions = new ArrayList<>();
    if (step != null && step.life() == StepLife.PREPARING) {
      step.move(StepLife.Event.PREPARED);
      if (connected) {
        launch(step, actions);
      }
    }
    return actions;
  }

  private void launch(Step step, List<Action> actions) {
    step.move(StepLife.Event.LAUNCH);
    actions.add(new Action.Start(step.key(), briefings.of(step.key())));
  }

  /** The attempt's process runs. */
  public List<Action> started(StepKey key, Instant at) {
    Step step = steps.get(key);
    List<Action> actions = new ArrayList<>();
    if (step != null && step.life().hasProcess() && step.startedAt().isEmpty()) {
      step.started(at);
      send(new AgentMessage.StepStarted(key, at), actions);
    }
    return actions;
  }

  /** The attempt has a durable result. The first one counts. */
  public List<Action> ended(StepKey key, StepResult result) {
    Step step = steps.get(key);
    List<Action> actions = new ArrayList<>();
    if (step != null && !step.isFinished()) {
      step.ended(result);
      requests.closeAllOf(key);
      send(step.finished(), actions);
    }
    return actions;
  }

  // ---- requests of scripts

  /** A script asks for something. */
  public List<Action> asked(StepKey key, String request, Request wish, Instant now) {
    Step step = steps.get(key);
    List<Action> actions = new ArrayList<>();
    if (step == null || step.isFinished()) {
      return actions;
    }
    if (wish instanceof Request.Remote remote) {
      Optional<OpenRequest> opened = requests.open(key, request, remote, now);
      opened.ifPresent(open -> send(open.message(), actions));
      step.progress().requestWaitsFor(requests.waitsFor(key));
    } else if (wish instanceof Request.Briefed briefed) {
      briefings.serve(key, request, briefed).ifPresent(actions::add);
    } else if (wish instanceof Request.Export export) {
      actions.add(new Action.Export(key, request, export.name(), export.value()));
    } else if (wish instanceof Request.Hint hint) {
      step.progress().hint(hint);
    }
    sayProgress(now, actions);
    return actions;
  }

  /** The last line that a running script printed. */
  public List<Action> printed(StepKey key, String lastLine, Instant now) {
    Step step = steps.get(key);
    List<Action> actions = new ArrayList<>();
    if (step != null && !step.isFinished()) {
      step.progress().lastLine(lastLine);
      sayProgress(now, actions);
    }
    return actions;
  }

  private List<Action> answer(StepKey key, String request, boolean granted, String text) {
    List<Action> actions = new ArrayList<>();
    if (requests.close(key, request).isPresent()) {
      actions.add(new Action.Answer(key, request, granted, text));
      steps.get(key).progress().requestWaitsFor(requests.waitsFor(key));
    }
    return actions;
  }

  // ---- time

  /** Does what has become due. */
  public List<Action> tick(Instant now) {
    List<Action> actions = new ArrayList<>();
    for (Step step : List.copyOf(steps.values())) {
      if (step.isDue(now)) {
        stop(step, StepOutcome.FAILED, step.timedOut(), actions);
      }
    }
    for (OpenRequest late : requests.expired(now)) {
      actions.add(new Action.Answer(late.step(), late.id(), false, late.timedOut()));
      steps.get(late.step()).progress().requestWaitsFor(requests.waitsFor(late.step()));
    }
    actions.addAll(requests.notes(now));
    sayProgress(now, actions);
    return actions;
  }

  /** When tick has something to do, if nothing else happens before. */
  public Optional<Instant> nextTick() {
    Stream<Instant> deadlines = steps.values().stream().flatMap(step -> step.deadline().stream());
    Stream<Instant> progress =
        Step.unfinished(steps.values())
            .filter(step -> connected)
            .flatMap(s -> s.progress().nextAt().stream());
    return Stream.of(deadlines, progress, requests.wakeUps())
        .flatMap(times -> times)
        .min(Comparator.naturalOrder());
  }

  private void sayProgress(Instant now, List<Action> actions) {
    if (connected) {
      Step.unfinished(steps.values())
          .flatMap(step -> step.progress().due(now).stream())
          .forEach(report -> actions.add(new Action.Send(report)));
    }
  }

  private void send(AgentMessage message, List<Action> actions) {
    if (connected) {
      actions.add(new Action.Send(message));
    }
  }
}
