package org.muster.coordinator.flow;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.muster.coordinator.core.controller.Controller;
import org.muster.coordinator.core.controller.Stamped;
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
  private static final Duration RELOAD_AFTER = Duration.ofSeconds(2);
  private static final int ROWS_AT_ONCE = 2_000;

  private final ClusterName name;
  private final OwnerParts parts;
  private final EventFormat json;
  private final Executor context;
  private final Aftermath aftermath;
  private List<Input<?>> waiting = new ArrayList<>();
  private List<Runnable> afterwards = new ArrayList<>();
  private final Set<Promise<?>> looking = new HashSet<>();
  private Controller controller;
  private long seq;
  private long epoch;
  private boolean isBusy = true; // until it is loaded
  private boolean isDeposed;
  private boolean hasReigned;
  private Input<Void> claim = new Input<>(this::claim);
  private Throwable trouble;

  ClusterOwner(ClusterName name, OwnerParts parts, EventFormat json, Aftermath aftermath) {
    this.name = name;
    this.parts = parts;
    this.json = json;
    this.aftermath = aftermath;
    this.context = parts.contexts().context();
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
    return read().compose(claim -> claim.promise.future());
  }

  /** Done when the journal is folded; the claim that follows has an end of its own. */
  private Future<Input<Void>> read() {
    return parts
        .journalCalls()
        .run(this::readAll)
        .compose(this::fold)
        .onFailure(failure -> execute(() -> unreadable(failure)));
  }

  private Future<Input<Void>> fold(List<JournalRow> rows) {
    Promise<Input<Void>> done = Promise.promise();
    execute(
        () -> {
          try {
            refold(rows);
          } catch (RuntimeException e) {
            done.fail(e);
            return;
          }
          isBusy = false;
          trouble = null;
          if (hasReigned && !rows.get(rows.size() - 1).writer().equals(parts.writer())) {
            depose();
            return;
          }
          claim = claim.promise.future().isComplete() ? new Input<>(this::claim) : claim;
          waiting.add(0, claim); // before whatever waited: it belongs to this reign
          done.complete(claim);
          drain();
        });
    return done.future();
  }

  private void refold(List<JournalRow> rows) {
    controller = new Controller(new ClusterState(name));
    seq = 0;
    epoch = 0;
    for (JournalRow row : rows) {
      controller.recover(row.at(), json.event(row.type(), row.body()));
      seq = row.seq();
      epoch = row.epoch();
    }
    epoch++;
  }

  private Void claim(Controller mind, Instant at) {
    mind.claimed(at, parts.writer());
    return null;
  }

  private List<JournalRow> readAll() {
    List<JournalRow> all = new ArrayList<>();
    long after = 0;
    while (true) {
      List<JournalRow> rows = parts.journal().read(name.value(), after, ROWS_AT_ONCE);
      if (rows.isEmpty()) {
        return all;
      }
      all.addAll(rows);
      after = rows.get(rows.size() - 1).seq();
    }
  }

  /** Hands an input to the controller; the answer comes once its events are durable. */
  <R> Future<R> decide(BiFunction<Controller, Instant, R> input) {
    Input<R> queued = new Input<>(input);
    execute(
        () -> {
          waiting.add(queued);
          drain();
        });
    return queued.promise.future();
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
            looking.add(answer);
            whenDurable(() -> read(reader, answer));
          }
        });
    return answer.future();
  }

  private <R> void read(Function<ClusterState, R> reader, Promise<R> answer) {
    if (!looking.remove(answer)) {
      return; // it was answered with our trouble meanwhile
    }
    try {
      answer.complete(reader.apply(controller.state()));
    } catch (RuntimeException e) {
      answer.fail(e);
    }
  }

  private void drain() {
    if (isBusy || waiting.isEmpty()) {
      return;
    }
    List<Input<?>> batch = waiting;
    waiting = new ArrayList<>();
    if (isDeposed) {
      batch.forEach(input -> input.promise.fail(deposed()));
      return;
    }
    Instant now = parts.scheduler().clock().instant();
    batch.forEach(input -> input.decide(controller, now));
    List<Stamped> decided = controller.take();
    if (decided.isEmpty()) {
      batch.forEach(Input::answer);
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
    Instant at = decided.get(decided.size() - 1).at();
    return parts
        .journalCalls()
        .run(
            () -> {
              List<Draft> drafts = new ArrayList<>(decided.size());
              decided.forEach(stamped -> drafts.add(json.draft(stamped.event())));
              parts.journal().append(name.value(), after, epoch, at, drafts);
              return null;
            });
  }

  private void durable(List<Input<?>> batch, List<Stamped> decided) {
    execute(
        () -> {
          List<Recorded> events = new ArrayList<>(decided.size());
          for (Stamped stamped : decided) {
            seq++;
            events.add(new Recorded(seq, epoch, stamped.at(), stamped.event()));
          }
          isBusy = false;
          hasReigned = true;
          batch.forEach(Input::answer);
          aftermath.durable(this, events);
          runAfterwards();
          drain();
        });
  }

  private void failed(List<Input<?>> batch, Throwable failure) {
    execute(
        () -> {
          boolean isConflict = failure instanceof JournalConflictException;
          if (isConflict && !hasReigned) {
            claimAgain(batch);
            return;
          }
          batch.forEach(input -> input.promise.fail(isConflict ? deposed() : failure));
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
  private void claimAgain(List<Input<?>> batch) {
    List<Input<?>> again = new ArrayList<>(batch);
    again.remove(claim);
    again.addAll(waiting);
    waiting = again;
    Future<Input<Void>> unused = read();
  }

  private void depose() {
    log.error("{}: another coordinator owns this cluster now; this one lets go", name);
    isDeposed = true;
    afterwards.clear();
    tellThoseWhoLook(deposed());
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
    tellThoseWhoLook(why);
    parts.scheduler().after(RELOAD_AFTER, () -> read());
  }

  /** Else they would wait for as long as a disk stays full. */
  private void tellThoseWhoLook(Throwable why) {
    List<Promise<?>> waitingForUs = List.copyOf(looking);
    looking.clear();
    waitingForUs.forEach(answer -> answer.fail(why));
  }

  private MusterException deposed() {
    return new MusterException(
        ErrorCode.OWNERSHIP_LOST,
        "cluster '%s' is owned by another coordinator; ask that one".formatted(name));
  }

  /** One input, and the answer that waits for its events to be durable. */
  private static final class Input<R> {
    private final BiFunction<Controller, Instant, R> input;
    private final Promise<R> promise = Promise.promise();
    private R answer;
    private RuntimeException refusal;

    Input(BiFunction<Controller, Instant, R> input) {
      this.input = input;
    }

    void decide(Controller controller, Instant now) {
      refusal = null;
      try {
        answer = input.apply(controller, now);
      } catch (MusterException e) {
        refusal = e;
      } catch (RuntimeException e) {
        log.error("{}: an input was not understood", controller.state().name(), e);
        refusal = e;
      }
    }

    void answer() {
      if (refusal == null) {
        promise.complete(answer);
      } else {
        promise.fail(refusal);
      }
    }
  }
}
