package org.muster.coordinator.link;

import org.muster.protocol.CoordinatorMessage.Ping;
import org.muster.time.Scheduler;
import org.muster.time.Scheduler.Cancellable;

/**
 * The beat of one connection: asks for signs of life, and gives a connection up that shows none. It
 * counts beats instead of measuring time, so that a pause of the coordinator itself ends none.
 * Owned by the connection's context.
 */
final class Heartbeat {
  static final int MISSED_AT_MOST = 5;

  private final LinkSettings settings;
  private final Scheduler scheduler;
  private final LinkedAgent agent;
  private Cancellable next = () -> {};
  private long sequence;
  private int unanswered;
  private boolean isStopped;

  Heartbeat(LinkSettings settings, Scheduler scheduler, LinkedAgent agent) {
    this.settings = settings;
    this.scheduler = scheduler;
    this.agent = agent;
  }

  /** Gives the agent its time to say hello. */
  void awaitHello() {
    next = scheduler.after(settings.joinWithin(), () -> onContext(this::missHello));
  }

  /** The agent said hello: begins to beat. */
  void start() {
    next.cancel();
    schedule();
  }

  /** A frame came. */
  void heard() {
    unanswered = 0;
  }

  void stop() {
    isStopped = true;
    next.cancel();
  }

  private void schedule() {
    next = scheduler.after(settings.pingEvery(), () -> onContext(this::beat));
  }

  private void onContext(Runnable task) {
    agent.context().runOnContext(go -> task.run());
  }

  private void missHello() {
    if (!isStopped && sequence == 0) {
      agent.silent("it did not say hello in time");
    }
  }

  private void beat() {
    if (isStopped) {
      return;
    }
    if (unanswered >= MISSED_AT_MOST) {
      agent.silent("it gave no sign of life for %d beats".formatted(unanswered));
      return;
    }
    unanswered++;
    sequence++;
    agent.beat(new Ping(sequence));
    if (!isStopped) {
      schedule();
    }
  }
}
