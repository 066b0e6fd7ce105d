package org.muster.coordinator.flow;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.muster.coordinator.core.controller.Controller;
import org.muster.coordinator.core.controller.Stamped;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.journal.Draft;
import org.muster.coordinator.journal.JournalConflictException;
import org.muster.coordinator.journal.JournalRow;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.ClusterName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns one cluster: takes inputs one after the other, and lets nothing out before it is durable.
 *
 * <p>Inputs that wait are decided together and appended in one transaction; while it is written the
 * next ones gather. Answers, messages and provider calls follow only then. When an append fails,
 * the state that nobody has seen is thrown away and read anew.
 *
 * <p>Owned by a context of its own; its public methods may be called from any thread.
 */
final class ClusterOwner {
  private static final Logger log = LoggerFactory.getLogger(ClusterOwner.class);
  private static final int SKIPPED = 1_000;
  private static final Duration RELOAD_AFTER = Duration.ofSeconds(2);

  private final ClusterName name;
  private final OwnerParts parts;
  private final EventFormat json;
  private final Executor context;
  private final Aftermath aftermath;
  private final Readings readings = new Readings();
  private final Snapshots snapshots;
  private final SnapshotPace pace;
  private List<OwnerInput<?>> waiting = new ArrayList<>();
  private List<Runnable> afterwards = new ArrayList<>();
  private Controller controller;
  private long seq;
  private long beginning;
  private long epoch;
  private boolean isBusy = true; // until it is loaded
  private boolean isDeposed;
  private boolean hasReigned;
  private OwnerInput<Void> claim = new OwnerInput<>(this::claim);
  private Throwable trouble;

  ClusterOwner(ClusterName name, OwnerParts parts, EventFormat json, Aftermath aftermath) {
    this.name = name;
    this.parts = parts;
    this.json = json;
    this.aftermath = aftermath;
    this.snapshots = new Snapshots(parts.journal(), parts.snapshots().build());
    this.context = parts.contexts().context();
    this.pace = new SnapshotPace(name, parts, snapshots, context);
    this.controller = new Controller(new ClusterState(name));
  }

  /** What follows once events are durable. Called on the owner's context. */
  interface Aftermath {
    void durable(ClusterOwner owner, List<Recorded> events);

    /**
     * Inputs were thrown away, and whoever gave them believes that they were heard: all has to be
     * said again, here or, when the cluster has another owner, there.
     */
    void lost(ClusterOwner owner);
  }

  ClusterName name() {
    return name;
  }

  /** Of this owner's reign; valid once it is loaded. On the owner's context only. */
  long epoch() {
    return epoch;
  }

  long seq() {
    return seq;
  }

  /** On the owner's context only. */
  ClusterState state() {
    return controller.state();
  }

  void execute(Runnable task) {
    context.execute(task);
  }

  /**
   * Runs the task on the owner's context, at a moment when all that the state holds is durable:
   * whoever tells others what the state wants goes this way. A deposed owner tells nobody.
   */
  void whenDurable(Runnable task) {
    execute(
        () -> {
          if (isBusy) {
            afterwards.add(task);
          } else if (!isDeposed) {
            task.run();
          }
        });
  }

  private void runAfterwards() {
    List<Runnable> tasks = afterwards;
    afterwards = new ArrayList<>();
    tasks.forEach(Runnable::run);
  }

  /** Reads the journal, folds it, and claims the cluster with the next epoch. */
  Future<Void> load() {
    return read().compose(claim -> claim.future());
  }

  /** Done when the journal is folded; the claim that follows has an end of its own. */
  private Future<OwnerInput<Void>> read() {
    return parts
        .journalCalls()
        .run(() -> Recovery.read(parts.journal(), snapshots, name))
        .compose(this::fold)
        .onFailure(failure -> execute(() -> unreadable(failure)));
  }

  private Future<OwnerInput<Void>> fold(Recovery past) {
    Promise<OwnerInput<Void>> done = Promise.promise();
    execute(
        () -> {
          try {
            refold(past);
          } catch (RuntimeException e) {
            done.fail(e);
            return;
          }
          isBusy = false;
          trouble = null;
          if (hasReigned && !past.lastWriter().equals(parts.writer())) {
            depose();
            return;
          }
          claim = claim.future().isComplete() ? new OwnerInput<>(this::claim) : claim;
          waiting.add(0, claim); // before whatever waited: it belongs to this reign
          done.complete(claim);
          drain();
        });
    return done.future();
  }

  private void refold(Recovery past) {
    controller = new Controller(new ClusterState(name));
    seq = 0;
    epoch = 0;
    past.snapshot().ifPresent(this::goOnFrom);
    for (JournalRow row : past.rows()) {
      Event event = json.event(row.type(), row.body());
      controller.recover(row.at(), event);
      seq = row.seq();
      epoch = row.epoch();
      noteBeginning(event);
    }
    pace.loaded(past.coveredUpTo());
    epoch++;
  }

  private void goOnFrom(Snapshots.Found found) {
    controller = new Controller(ClusterState.of(found.checkpoint().state()));
    controller.recover(found.checkpoint().at());
    seq = found.seq();
    epoch = found.checkpoint().epoch();
  }

  private Void claim(Controller mind, Instant at) {
    mind.claimed(at, parts.writer());
    if (parts.isAdopting() && mind.state().isPresent()) {
      // Before the first node can say which deployments it knows, somebody may ask for another.
      mind.adopted(at, parts.writer(), epoch - 1, mind.state().deploymentCount() + SKIPPED);
    }
    return null;
  }

  /** Reigns above an epoch that a node has seen, and does so on record. */
  Future<Void> adopt(long seenEpoch, int deployments) {
    return decide(
        (mind, at) -> {
          if (seenEpoch >= epoch || deployments > mind.state().deploymentCount()) {
            epoch = Math.max(epoch, seenEpoch + 1);
            mind.adopted(at, parts.writer(), seenEpoch, deployments);
          }
          return null;
        });
  }

  /** Hands an input to the controller; the answer comes once its events are durable. */
  <R> Future<R> decide(BiFunction<Controller, Instant, R> input) {
    OwnerInput<R> queued = new OwnerInput<>(input);
    execute(
        () -> {
          waiting.add(queued);
          drain();
        });
    return queued.future();
  }

  /** Reads the state, and nothing of it that is not durable. */
  <R> Future<R> look(Function<ClusterState, R> reader) {
    Promise<R> answer = Promise.promise();
    execute(
        () -> {
          if (isDeposed) {
            answer.fail(deposed());
          } else if (trouble != null) {
            answer.fail(trouble);
          } else {
            Readings.Reading<R> reading = readings.wait(() -> reader.apply(controller.state()));
            reading.future().onComplete(answer);
            whenDurable(reading::read);
          }
        });
    return answer.future();
  }

  private void drain() {
    if (isBusy || waiting.isEmpty()) {
      return;
    }
    List<OwnerInput<?>> batch = waiting;
    waiting = new ArrayList<>();
    if (isDeposed) {
      batch.forEach(input -> input.fail(deposed()));
      return;
    }
    Instant now = parts.scheduler().clock().instant();
    batch.forEach(input -> input.decide(controller, now));
    List<Stamped> decided = controller.take();
    if (decided.isEmpty()) {
      batch.forEach(OwnerInput::answer);
      return;
    }
    isBusy = true;
    append(decided)
        .onComplete(
            done -> {
              if (done.succeeded()) {
                durable(batch, decided);
              } else {
                failed(batch, done.cause());
              }
            });
  }

  private Future<Void> append(List<Stamped> decided) {
    long after = seq;
    long reign = epoch;
    Instant at = decided.get(decided.size() - 1).at();
    return parts
        .journalCalls()
        .run(
            () -> {
              List<Draft> drafts = new ArrayList<>(decided.size());
              decided.forEach(stamped -> drafts.add(json.draft(stamped.event())));
              parts.journal().append(name.value(), after, reign, at, drafts);
              return null;
            });
  }

  private void durable(List<OwnerInput<?>> batch, List<Stamped> decided) {
    execute(
        () -> {
          List<Recorded> events = new ArrayList<>(decided.size());
          for (Stamped stamped : decided) {
            seq++;
            events.add(new Recorded(seq, epoch, stamped.at(), stamped.event()));
            noteBeginning(stamped.event());
          }
          isBusy = false;
          hasReigned = true;
          batch.forEach(OwnerInput::answer);
          aftermath.durable(this, events);
          pace.look(controller.state(), events.get(events.size() - 1));
          runAfterwards();
          drain();
        });
  }

  private void noteBeginning(Event event) {
    if (event instanceof Event.HistoryForgotten) {
      beginning = seq;
    }
  }

  /** The first row that anybody needs; 0 for all. On the owner's context only. */
  long beginning() {
    return beginning;
  }

  private void failed(List<OwnerInput<?>> batch, Throwable failure) {
    execute(
        () -> {
          boolean isConflict = failure instanceof JournalConflictException;
          if (isConflict && !hasReigned) {
            claimAgain(batch);
            return;
          }
          batch.forEach(input -> input.fail(isConflict ? deposed() : failure));
          if (isConflict) {
            isBusy = false;
            depose();
            return;
          }
          log.error("{}: appending to the journal failed; reading it again", name, failure);
          aftermath.lost(this);
          reload(failure);
        });
  }

  /** The owner before us wrote while we read: what was decided on the old state is decided anew. */
  private void claimAgain(List<OwnerInput<?>> batch) {
    List<OwnerInput<?>> again = new ArrayList<>(batch);
    again.remove(claim);
    again.addAll(waiting);
    waiting = again;
    Future<OwnerInput<Void>> unused = read();
  }

  /**
   * Looks whether somebody else has written behind us. An owner that has something to write finds
   * that out by itself; one at rest would hold on to its agents for good.
   */
  void checkOwnership() {
    execute(
        () -> {
          if (!isBusy && !isDeposed) {
            long known = seq;
            parts
                .journalCalls()
                .run(() -> parts.journal().lastSeq(name.value()))
                .onSuccess(last -> execute(() -> compare(known, last)))
                .onFailure(failure -> log.warn("{}: looking at the journal failed", name, failure));
          }
        });
  }

  private void compare(long known, long last) {
    if (!isBusy && !isDeposed && seq == known && last > known) {
      depose();
    }
  }

  private void depose() {
    log.error("{}: another coordinator owns this cluster now; this one lets go", name);
    isDeposed = true;
    afterwards.clear();
    readings.giveUp(deposed());
    aftermath.lost(this);
    drain();
  }

  private void unreadable(Throwable failure) {
    log.error("{}: reading the journal failed; trying again", name, failure);
    reload(failure);
  }

  /** The state ran ahead of the journal, and nobody has seen it: begin again from the journal. */
  private void reload(Throwable why) {
    trouble = why;
    readings.giveUp(why);
    parts.scheduler().after(RELOAD_AFTER, () -> read());
  }

  private MusterException deposed() {
    return new MusterException(
        ErrorCode.OWNERSHIP_LOST,
        "cluster '%s' is owned by another coordinator, which has taken it over; ask that one, or start this one again to take it back"
            .formatted(name));
  }
}
