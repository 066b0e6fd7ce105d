package org.muster.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.muster.agent.core.Request;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.journal.JournalRow;
import org.muster.coordinator.link.JoinDecision;
import org.muster.coordinator.provider.LaunchOrder;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.CoordinatorMessage.RunStep;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepResult;

/** Sees everything that happens in a run, and holds it against the rules. */
final class Watch {
  private static final int LINES_KEPT = 4_000;

  private final World world;
  private final boolean isTraced;
  private final Deque<String> lines = new ArrayDeque<>();
  private final List<Rule> rules;
  private final ClusterState durable;
  private Optional<Violation> violation = Optional.empty();
  private Optional<RuntimeException> cause = Optional.empty();
  private long hash;
  private Consumer<ClusterState> visitor = state -> {};

  Watch(World world, boolean isTraced) {
    this.world = world;
    this.isTraced = isTraced;
    durable = new ClusterState(world.cluster());
    rules =
        new ArrayList<>(
            List.of(
                new StartsOnce(world),
                new BarriersHold(world),
                new EpochsRise(world),
                new SuccessIsProven(world),
                new OwnIdentity(world),
                new DurableFirst(world),
                new LogsMarkGaps(world),
                new SecretsStaySecret(world),
                new LedgerFirst(world),
                new EverythingEnds(world),
                new ChangesTouchLittle(world),
                new SameJournalSameState(world)));
  }

  /** Sees the durable state after every transaction. */
  void visit(Consumer<ClusterState> each) {
    visitor = each;
  }

  ClusterState durable() {
    return durable;
  }

  Optional<Violation> violation() {
    return violation;
  }

  /** What was thrown, when the code itself broke. */
  Optional<RuntimeException> cause() {
    return cause;
  }

  /** Of all that happened, in order. */
  long hash() {
    return hash;
  }

  Deque<String> lines() {
    return lines;
  }

  void note(Supplier<String> line) {
    if (isTraced) {
      if (lines.size() == LINES_KEPT) {
        lines.removeFirst();
      }
      lines.addLast("%8d  %s".formatted(world.timeline().now(), line.get()));
    }
  }

  /** The first one counts. */
  void broken(int rule, String sentence) {
    if (violation.isEmpty()) {
      violation = Optional.of(new Violation(rule, sentence, world.timeline().now()));
      note(() -> "BROKEN rule " + rule + ": " + sentence);
    }
  }

  void threw(String who, RuntimeException e) {
    if (e instanceof MusterException known && known.code() == ErrorCode.STORAGE_FAILED) {
      note(() -> who + " could not write: " + e.getMessage());
      return; // is logged; what comes of it is for the other rules to judge
    }
    if (cause.isEmpty()) {
      cause = Optional.of(e);
    }
    broken(0, "%s threw %s".formatted(who, e));
  }

  private void mix(String what) {
    hash = Dice.mixed(hash * 31 + what.hashCode() + world.timeline().now() * 1_000_003L);
  }

  void appended(JournalRow row, Event event) {
    note(() -> "journal %d (epoch %d): %s".formatted(row.seq(), row.epoch(), event));
    mix(row.type());
    durable.apply(event, row.at());
    durable.changes().takeNodes();
    durable.changes().takeBarriers();
    durable.changes().takeDeployments();
    durable.changes().takeToBeTold();
    visitor.accept(durable);
    rules.forEach(rule -> rule.appended(row.epoch(), event));
  }

  void sent(Wire wire, CoordinatorMessage message) {
    note(() -> "coordinator to %s on %s: %s".formatted(wire.identity(), wire.id(), message));
    mix(message.getClass().getSimpleName());
    rules.forEach(rule -> rule.sent(wire, message));
  }

  void heard(Wire wire, AgentMessage message) {
    note(() -> "coordinator hears %s on %s: %s".formatted(wire.identity(), wire.id(), message));
    mix(message.getClass().getSimpleName());
    rules.forEach(rule -> rule.heard(wire, message));
  }

  void logKept(StepKey step, long offset, byte[] data) {
    note(() -> "kept %d bytes of %s from %d".formatted(data.length, step, offset));
    rules.forEach(rule -> rule.logKept(step, offset, data));
  }

  void logsForgotten() {
    rules.forEach(Rule::logsForgotten);
  }

  void saidOn(Wire wire, AgentMessage message) {
    rules.forEach(rule -> rule.saidOn(wire, message));
  }

  void said(Machine machine, AgentMessage message) {
    note(() -> "agent %d says: %s".formatted(machine.index(), message));
    rules.forEach(rule -> rule.said(machine, message));
  }

  void obeyed(Machine machine, CoordinatorMessage message) {
    note(() -> "agent %d obeyed: %s".formatted(machine.index(), message));
    mix(message.getClass().getSimpleName());
    rules.forEach(rule -> rule.obeyed(machine, message));
  }

  void intentRecorded(Machine machine, RunStep command) {
    note(() -> "agent %d recorded the intent of %s".formatted(machine.index(), command.step()));
    rules.forEach(rule -> rule.intentRecorded(machine, command));
  }

  void resultRecorded(Machine machine, StepKey step, StepResult result) {
    note(() -> "agent %d recorded of %s: %s".formatted(machine.index(), step, result));
    rules.forEach(rule -> rule.resultRecorded(machine, step, result));
  }

  void processStarted(Machine machine, StepKey step) {
    note(() -> "machine %d runs %s".formatted(machine.index(), step));
    mix("started");
    rules.forEach(rule -> rule.processStarted(machine, step));
  }

  void granted(Machine machine, StepKey step, Request wish) {
    note(() -> "machine %d, %s got %s".formatted(machine.index(), step, wish));
    rules.forEach(rule -> rule.granted(machine, step, wish));
  }

  void joinAnswered(Machine machine, JoinDecision decision) {
    note(() -> "machine %d asked to join: %s".formatted(machine.index(), decision));
    mix(decision.getClass().getSimpleName());
    rules.forEach(rule -> rule.joinAnswered(machine, decision));
  }

  void launchCalled(LaunchOrder order) {
    note(() -> "provider launches " + order);
    rules.forEach(rule -> rule.launchCalled(order));
  }

  void answered(Act act, DeploymentId deployment, Throwable failure) {
    note(() -> "%s: %s".formatted(act, failure == null ? "done " + deployment : "" + failure));
    if (failure == null) {
      rules.forEach(rule -> rule.answered(act, deployment));
    }
  }

  void atEnd() {
    rules.forEach(Rule::atEnd);
  }
}
