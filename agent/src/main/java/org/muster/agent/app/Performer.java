package org.muster.agent.app;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.muster.agent.core.Action;
import org.muster.agent.core.Agent;
import org.muster.agent.core.Notices;
import org.muster.agent.core.Request;
import org.muster.agent.link.Link;
import org.muster.agent.link.LinkEvents;
import org.muster.agent.link.LogPump;
import org.muster.agent.step.DurableFile;
import org.muster.agent.step.NodePlaces;
import org.muster.agent.step.StepEvents;
import org.muster.agent.step.Steps;
import org.muster.crash.CrashPoint;
import org.muster.crash.CrashPoints;
import org.muster.error.MusterException;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.Facts;
import org.muster.protocol.InstanceNotice;
import org.muster.protocol.ProtocolRange;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepResult;
import org.muster.time.Scheduler;

/**
 * Does what the core decides, and tells the core what came of it. Holds no rule of its own. Owned
 * by the agent's thread.
 */
final class Performer implements StepEvents, LinkEvents {
  private static final Logger log = Logger.getLogger(Performer.class.getName());

  private final Agent agent;
  private final Facts facts;
  private final NodePlaces places;
  private final String version;
  private final Scheduler scheduler;
  private final CrashPoints crashes;
  private final Map<Class<? extends Action>, Consumer<Action>> routes = new HashMap<>();
  private final Map<Class<?>, Consumer<CoordinatorMessage>> otherRoutes = new HashMap<>();
  private final Notices notices = new Notices();
  private Steps steps;
  private Link link;
  private LogPump logs;
  private Optional<Scheduler.Cancellable> tick = Optional.empty();

  Performer(
      Agent agent,
      Facts facts,
      NodePlaces places,
      String version,
      Scheduler scheduler,
      CrashPoints crashes) {
    this.agent = agent;
    this.facts = facts;
    this.places = places;
    this.version = version;
    this.scheduler = scheduler;
    this.crashes = crashes;
    // What an agent can do. One line per action.
    route(Action.RememberEpoch.class, this::remember);
    route(Action.RecordIntent.class, this::record);
    route(Action.Prepare.class, a -> steps.prepare(a.command(), a.briefing()));
    route(Action.Start.class, a -> steps.start(a.step(), a.briefing()));
    route(Action.Conclude.class, a -> steps.conclude(a.step(), a.outcome(), a.reason()));
    route(Action.Kill.class, a -> steps.kill(a.step(), a.outcome(), a.reason()));
    route(Action.Answer.class, a -> steps.answer(a.step(), a.request(), a.granted(), a.text()));
    route(Action.Serve.class, a -> steps.serve(a.step(), a.request(), a.wish(), a.briefing()));
    route(Action.Export.class, a -> steps.export(a.step(), a.request(), a.name(), a.value()));
    route(Action.Note.class, a -> steps.note(a.step(), a.line()));
    route(Action.MarkStored.class, a -> steps.markStored(a.step()));
    route(Action.Forget.class, this::forget);
    route(Action.Send.class, a -> send(a.message()));
    route(Action.Leave.class, a -> link.leave(a.reason()));
    route(Action.Warn.class, a -> log.warning(a.sentence()));
    otherRoute(CoordinatorMessage.LogCredit.class, m -> logs.credit(m.bytes()));
    otherRoute(CoordinatorMessage.LogPosition.class, m -> logs.position(m.step(), m.offset()));
    otherRoute(CoordinatorMessage.NoticeStored.class, notices::stored);
  }

  /** The other half of the wiring: these report to this object. */
  void connect(Steps newSteps, Link newLink, LogPump newLogs) {
    steps = newSteps;
    link = newLink;
    logs = newLogs;
  }

  private <T extends Action> void route(Class<T> type, Consumer<T> handler) {
    routes.put(type, action -> handler.accept(type.cast(action)));
  }

  private <T extends CoordinatorMessage> void otherRoute(Class<T> type, Consumer<T> handler) {
    otherRoutes.put(type, message -> handler.accept(type.cast(message)));
  }

  Set<Class<? extends Action>> actions() {
    return Set.copyOf(routes.keySet());
  }

  private void perform(List<Action> actions) {
    for (Action action : actions) {
      crashes.passed(action.getClass(), CrashPoint.Moment.BEFORE);
      routes.get(action.getClass()).accept(action);
      crashes.passed(action.getClass(), CrashPoint.Moment.AFTER);
    }
    tick.ifPresent(Scheduler.Cancellable::cancel);
    tick = agent.nextTick().map(this::tickAt);
  }

  private Scheduler.Cancellable tickAt(Instant at) {
    Duration left = Duration.between(now(), at);
    return scheduler.after(left.isNegative() ? Duration.ZERO : left, this::tick);
  }

  private void tick() {
    perform(agent.tick(now()));
  }

  private Instant now() {
    return scheduler.clock().instant();
  }

  private void remember(Action.RememberEpoch action) {
    try {
      DurableFile.replace(places.state().resolve("epoch"), action.epoch() + "\n");
    } catch (MusterException e) {
      log.warning("epoch %d: %s".formatted(action.epoch(), e.getMessage()));
      perform(agent.notRemembered());
      return;
    }
    perform(agent.remembered(action, now()));
  }

  private void record(Action.RecordIntent action) {
    StepKey step = action.command().step();
    try {
      Instant at = steps.record(action.command(), action.marker());
      logs.begin(step);
      perform(agent.recorded(step, at));
    } catch (MusterException e) {
      log.warning(step + ": " + e.getMessage());
      StepResult failed =
          new StepResult(StepOutcome.FAILED, -1, e.getMessage(), false, now(), now(), 0, List.of());
      perform(agent.ended(step, failed));
    }
  }

  private void forget(Action.Forget action) {
    for (StepKey step : action.steps()) {
      logs.forget(step);
      steps.forget(step);
    }
  }

  private void send(AgentMessage message) {
    // Nothing depends on it: whatever matters is said again on the next connection.
    link.send(message).onFailure(failure -> log.fine("not sent: " + failure.getMessage()));
  }

  // ---- what steps report

  @Override
  public void prepared(StepKey step) {
    perform(agent.prepared(step));
  }

  @Override
  public void started(StepKey step, Instant at) {
    perform(agent.started(step, at));
  }

  @Override
  public void ended(StepKey step, StepResult result) {
    log.info(
        "%s: %s%s"
            .formatted(
                step, result.outcome(), result.reason().isEmpty() ? "" : ": " + result.reason()));
    logs.end(step);
    perform(agent.ended(step, result));
  }

  @Override
  public void asked(StepKey step, String request, Request wish) {
    perform(agent.asked(step, request, wish, now()));
  }

  @Override
  public void printed(StepKey step, String lastLine) {
    perform(agent.printed(step, lastLine, now()));
  }

  // ---- what the provider gives notice of

  void noticed(InstanceNotice notice) {
    notices.seen(notice).ifPresent(this::send);
  }

  // ---- what the link reports

  @Override
  public AgentMessage.Hello hello() {
    return new AgentMessage.Hello(
        ProtocolRange.OURS, version, agent.maxEpoch(), facts, agent.digest(now()));
  }

  @Override
  public void received(CoordinatorMessage message) {
    if (message instanceof CoordinatorMessage.Welcome) {
      logs.connected();
    }
    Consumer<CoordinatorMessage> other = otherRoutes.get(message.getClass());
    if (other != null) {
      other.accept(message);
    } else {
      perform(agent.on(message, now()));
    }
    if (message instanceof CoordinatorMessage.Welcome welcome) {
      notices.welcomed(welcome).forEach(this::send);
    }
  }

  @Override
  public void lost() {
    logs.lost();
    agent.disconnected();
    notices.disconnected();
  }
}
