package org.muster.simulation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.muster.agent.core.Action;
import org.muster.agent.core.Agent;
import org.muster.agent.core.HeldStep;
import org.muster.agent.core.Notices;
import org.muster.agent.core.Request;
import org.muster.agent.link.LogOutput;
import org.muster.agent.link.LogOutputs;
import org.muster.agent.link.LogPump;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.InstanceNotice;
import org.muster.protocol.Membership;
import org.muster.protocol.ProtocolRange;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepResult;
import org.muster.time.Scheduler;

/**
 * One life of an agent: does what the real core decides, as the real performer does, and tells the
 * core what came of it.
 */
final class NodeAgent {
  private final Machine machine;
  private final World world;
  private final Program program;
  private final Agent core;
  private final StepPort steps;
  private final Dialer dialer;
  private final Map<Class<? extends Action>, Consumer<Action>> routes = new HashMap<>();
  private final LogPump logs;
  private final Notices notices = new Notices();
  private boolean isNotObeyed;
  private Optional<Scheduler.Cancellable> tick = Optional.empty();

  NodeAgent(Machine machine) {
    this.machine = machine;
    this.world = machine.world();
    this.program =
        new Program(
            world.timeline(), machine.clockIsAheadBy(), e -> world.watch().threw("an agent", e));
    this.core = new Agent(machine.epoch(), Membership::unpack, machine.attemptsKept());
    this.steps = new StepPort(this, machine);
    this.dialer = new Dialer(this, machine);
    this.logs = new LogPump((LogOutputs) this::output, this::sendLog, program, program);
    route(Action.RememberEpoch.class, this::remember);
    route(Action.RecordIntent.class, this::record);
    route(Action.Prepare.class, a -> steps.prepare(a.command(), a.briefing()));
    route(Action.Start.class, a -> steps.start(a.step()));
    route(Action.Conclude.class, a -> steps.conclude(a.step(), a.outcome(), a.reason()));
    route(Action.Kill.class, a -> steps.kill(a.step(), a.outcome(), a.reason()));
    route(Action.Answer.class, a -> steps.answer(a.step(), a.request(), a.granted()));
    route(Action.Serve.class, a -> steps.answer(a.step(), a.request(), true));
    route(Action.Export.class, a -> steps.answer(a.step(), a.request(), true));
    route(Action.Note.class, a -> {});
    route(Action.MarkStored.class, a -> steps.markStored(a.step()));
    route(Action.Forget.class, a -> a.steps().forEach(this::forget));
    route(Action.Send.class, a -> send(a.message()));
    route(Action.Leave.class, a -> dialer.leave());
    route(Action.Warn.class, a -> {});
  }

  private <T extends Action> void route(Class<T> type, Consumer<T> handler) {
    routes.put(type, action -> handler.accept(type.cast(action)));
  }

  Program program() {
    return program;
  }

  Machine machine() {
    return machine;
  }

  Dialer dialer() {
    return dialer;
  }

  Instant now() {
    return program.now();
  }

  /** Takes over what the node holds, and only then calls the coordinator. */
  void start() {
    program.enter(this::adoptAndConnect);
  }

  private void adoptAndConnect() {
    if (machine.isDiskFull()) {
      program.after(1_000, this::adoptAndConnect);
      return;
    }
    List<HeldStep> held = steps.adopt();
    core.adopt(held, now());
    for (HeldStep step : held) {
      if (step.result().isEmpty()) {
        logs.resume(step.step());
        steps.watch(step.step());
      }
    }
    if (!program.isDead()) {
      dialer.start();
    }
  }

  void die() {
    program.die();
    dialer.died();
  }

  /** True when this life ends here; an init starts the next one. */
  boolean dies(Point point) {
    Optional<Fault> due = world.faults().due(point, machine.index());
    if (program.isDead() || due.isEmpty()) {
      return program.isDead();
    }
    die();
    machine.startAgentIn(due.get().lasting());
    return true;
  }

  void perform(List<Action> actions) {
    for (Action action : world.tampering().actions(machine, actions)) {
      if (program.isDead()) {
        return;
      }
      routes.get(action.getClass()).accept(action);
    }
    tick.ifPresent(Scheduler.Cancellable::cancel);
    tick = core.nextTick().map(this::tickAt);
  }

  /** Rounded up: a moment too early there would be nothing to do. */
  private Scheduler.Cancellable tickAt(Instant at) {
    long millis = Duration.between(now(), at).plusNanos(999_999).toMillis();
    return program.after(millis, () -> perform(core.tick(now())));
  }

  private void remember(Action.RememberEpoch action) {
    if (dies(Point.BEFORE_EPOCH)) {
      return;
    }
    if (machine.isDiskFull()) {
      isNotObeyed = true;
      perform(core.notRemembered());
      return;
    }
    machine.rememberEpoch(action.epoch());
    if (!dies(Point.AFTER_EPOCH)) {
      perform(core.remembered(action, now()));
    }
  }

  private void record(Action.RecordIntent action) {
    StepKey step = action.command().step();
    if (dies(Point.BEFORE_INTENT)) {
      return;
    }
    if (machine.isDiskFull()) {
      String reason = "no space left on device";
      StepResult failed =
          new StepResult(StepOutcome.FAILED, -1, reason, false, now(), now(), 0, List.of());
      perform(core.ended(step, failed));
      return;
    }
    steps.record(action.command(), action.marker());
    world.watch().intentRecorded(machine, action.command());
    logs.begin(step);
    if (!dies(Point.AFTER_INTENT)) {
      perform(core.recorded(step, now()));
    }
  }

  private void forget(StepKey step) {
    logs.forget(step);
    steps.forget(step);
  }

  private LogOutput output(StepKey step) {
    return new Printed(machine, step);
  }

  private Future<Void> sendLog(AgentMessage.LogChunk chunk) {
    if (program.isDead()) {
      return Future.failedFuture("dead");
    }
    dialer.send(chunk);
    Promise<Void> written = Promise.promise();
    program.after(1, written::complete);
    return written.future();
  }

  private void send(AgentMessage message) {
    if (!dies(Point.BETWEEN_WORDS)) {
      dialer.send(message);
    }
  }

  // ---- what steps report

  void prepared(StepKey step) {
    perform(core.prepared(step));
  }

  void started(StepKey step) {
    perform(core.started(step, now()));
  }

  void ended(StepKey step, StepResult result) {
    logs.end(step);
    perform(core.ended(step, result));
  }

  void asked(StepKey step, String request, Request wish) {
    perform(core.asked(step, request, wish, now()));
  }

  void look(StepKey step) {
    steps.look(step);
  }

  void noticed(InstanceNotice notice) {
    notices.seen(notice).ifPresent(this::send);
  }

  // ---- what the link reports

  AgentMessage.Hello hello() {
    return new AgentMessage.Hello(
        ProtocolRange.OURS,
        "simulated",
        core.maxEpoch(),
        machine.facts(),
        new ArrayList<>(core.digest(now())));
  }

  void received(CoordinatorMessage message) {
    if (message instanceof CoordinatorMessage.Welcome) {
      logs.connected();
    } else if (message instanceof CoordinatorMessage.LogCredit grant) {
      logs.credit(grant.bytes());
    } else if (message instanceof CoordinatorMessage.LogPosition position) {
      logs.position(position.step(), position.offset());
    } else if (message instanceof CoordinatorMessage.NoticeStored stored) {
      notices.stored(stored);
    }
    if (core.handles(message.getClass())) {
      isNotObeyed = false;
      perform(core.on(message, now()));
      if (!program.isDead() && !isNotObeyed) {
        world.watch().obeyed(machine, message);
      }
    }
    if (message instanceof CoordinatorMessage.Welcome welcome && !program.isDead()) {
      notices.welcomed(welcome).forEach(this::send);
    }
  }

  void lost() {
    logs.lost();
    core.disconnected();
    notices.disconnected();
  }
}
