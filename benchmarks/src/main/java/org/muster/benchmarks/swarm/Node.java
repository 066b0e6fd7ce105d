package org.muster.benchmarks.swarm;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.muster.agent.core.Action;
import org.muster.agent.core.Agent;
import org.muster.agent.core.Request;
import org.muster.agent.link.Identity;
import org.muster.agent.link.Link;
import org.muster.agent.link.LinkEvents;
import org.muster.agent.link.LogPump;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.Facts;
import org.muster.protocol.ProtocolRange;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepResult;
import org.muster.time.Scheduler;

/**
 * One agent: the core, the link and the log pump that run on every node, with a port that keeps in
 * memory what a node keeps on disk, and that starts no process. Owned by its loop.
 */
final class Node implements LinkEvents {
  private final Agent agent;
  private final Facts facts;
  private final NodeLoop loop;
  private final Tally tally;
  private final Ground ground;
  private final Scripts scripts;
  private final LogPump logs;
  private final Identity identity;
  private final Map<Class<? extends Action>, Consumer<Action>> routes = new HashMap<>();
  private Link link;
  private Scheduler.Cancellable tick = () -> {};

  Node(Ground ground, int index) {
    this.ground = ground;
    this.loop = ground.loops().get(index % ground.loops().size());
    this.facts = ground.facts(index);
    this.tally = ground.tally();
    this.agent = new Agent(0, ground.memberships());
    this.identity = Identity.in(new MemoryIdentity());
    this.scripts = new Scripts(this, loop, tally, ground.agents());
    this.logs = new LogPump(ground::outputOf, this::sendLog, loop, loop);
    this.link = newLink();
    // What a node does here. One line an action.
    route(Action.RememberEpoch.class, action -> perform(agent.remembered(action, now())));
    route(Action.RecordIntent.class, this::record);
    route(Action.Prepare.class, action -> perform(agent.prepared(action.command().step())));
    route(Action.Start.class, this::start);
    route(Action.Conclude.class, action -> end(action.step(), action.outcome(), action.reason()));
    route(Action.Kill.class, action -> end(action.step(), action.outcome(), action.reason()));
    route(Action.Answer.class, action -> scripts.answered(action.step()));
    route(Action.Serve.class, action -> {});
    route(Action.Export.class, action -> {});
    route(Action.Note.class, action -> {});
    route(Action.MarkStored.class, action -> {});
    route(Action.Forget.class, action -> action.steps().forEach(logs::forget));
    route(Action.Send.class, action -> link.send(action.message()));
    route(Action.Leave.class, action -> link.leave(action.reason()));
    route(Action.Warn.class, action -> tally.warnings.increment());
  }

  private Link newLink() {
    return new Link(
        ground.link(facts.address()),
        identity,
        facts,
        ground.network(),
        loop,
        loop,
        ThreadLocalRandom.current()::nextDouble,
        this);
  }

  private <T extends Action> void route(Class<T> type, Consumer<T> handler) {
    routes.put(type, action -> handler.accept(type.cast(action)));
  }

  void connect() {
    loop.execute(link::start);
  }

  /** Falls silent, for good unless it is told to come back. */
  void vanish() {
    loop.execute(() -> link.close());
  }

  void comeBack() {
    loop.execute(
        () -> {
          link = newLink();
          link.start();
        });
  }

  private void perform(List<Action> actions) {
    for (Action action : actions) {
      routes.get(action.getClass()).accept(action);
    }
    tick.cancel();
    tick = agent.nextTick().map(this::tickAt).orElse(() -> {});
  }

  private Scheduler.Cancellable tickAt(Instant at) {
    Duration left = Duration.between(now(), at);
    return loop.after(left.isNegative() ? Duration.ZERO : left, () -> perform(agent.tick(now())));
  }

  private Instant now() {
    return loop.clock().instant();
  }

  private void record(Action.RecordIntent action) {
    StepKey step = action.command().step();
    tally.begun(step);
    perform(agent.recorded(step, now()));
  }

  private void start(Action.Start action) {
    perform(agent.started(action.step(), now()));
    scripts.begin(action.step());
  }

  private void end(StepKey step, StepOutcome outcome, String reason) {
    perform(agent.ended(step, result(outcome, reason, 0)));
  }

  private StepResult result(StepOutcome outcome, String reason, long logBytes) {
    int exitCode = outcome == StepOutcome.SUCCEEDED ? 0 : -1;
    return new StepResult(outcome, exitCode, reason, false, now(), now(), logBytes, List.of());
  }

  // ---- what scripts do

  void succeed(StepKey step, long logBytes) {
    logs.end(step);
    perform(agent.ended(step, result(StepOutcome.SUCCEEDED, "", logBytes)));
  }

  void ask(StepKey step, Request wish) {
    perform(agent.asked(step, "1", wish, now()));
  }

  void print(StepKey step) {
    logs.begin(step);
  }

  private Future<Void> sendLog(AgentMessage.LogChunk chunk) {
    int bytes = chunk.data().length() / 4 * 3;
    Path output = ground.outputOf(chunk.step());
    return link.send(chunk)
        .onSuccess(
            sent -> {
              tally.logBytes.add(bytes);
              loop.execute(() -> scripts.sent(chunk.step(), bytes, output));
            });
  }

  // ---- what the link tells

  @Override
  public AgentMessage.Hello hello() {
    tally.hellos.increment();
    return new AgentMessage.Hello(
        ProtocolRange.OURS, "swarm", agent.maxEpoch(), facts, agent.digest(now()));
  }

  @Override
  public void received(CoordinatorMessage message) {
    if (message instanceof CoordinatorMessage.Welcome) {
      tally.connected.incrementAndGet();
      logs.connected();
    }
    if (message instanceof CoordinatorMessage.LogCredit credit) {
      logs.credit(credit.bytes());
    } else if (message instanceof CoordinatorMessage.LogPosition position) {
      logs.position(position.step(), position.offset());
    } else {
      perform(agent.on(message, now()));
    }
  }

  @Override
  public void lost() {
    tally.connected.decrementAndGet();
    logs.lost();
    agent.disconnected();
  }
}
