package org.muster.simulation;

import java.time.Duration;
import org.muster.coordinator.link.AgentConnection;
import org.muster.coordinator.link.AgentIdentity;
import org.muster.coordinator.link.Claims;
import org.muster.error.ErrorCode;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.CoordinatorMessage;

/**
 * One connection, with both its ends and what is under way between them. In order unless the noise
 * of the run says otherwise; what is under way when it breaks is lost.
 */
final class Wire implements AgentConnection {
  private static final long BEAT = 3_000;
  private static final int MISSED_AT_MOST = 5;

  private final World world;
  private final Dialer dialer;
  private final Machine machine;
  private final CoordinatorLife life;
  private final AgentIdentity identity;
  private final String id;
  private long lastIn;
  private long lastOut;
  private int unanswered;
  private boolean isOpenThere;
  private boolean wasOpenThere;

  Wire(Dialer dialer, Machine machine, CoordinatorLife life, AgentIdentity identity) {
    this.world = machine.world();
    this.dialer = dialer;
    this.machine = machine;
    this.life = life;
    this.identity = identity;
    this.id = "w" + world.nextId();
  }

  @Override
  public AgentIdentity identity() {
    return identity;
  }

  @Override
  public String id() {
    return id;
  }

  Machine machine() {
    return machine;
  }

  CoordinatorLife life() {
    return life;
  }

  // ---- the agent's end

  void open() {
    transportIn(
        () -> {
          AgentMessage.Hello hello = dialer.helloOn(this);
          if (hello != null) {
            world.timeline().after(delay(), () -> life.program().enter(() -> greeted(hello)));
          }
        });
  }

  void say(AgentMessage message) {
    for (AgentMessage said : world.tampering().words(identity, message)) {
      world.watch().said(machine, said);
      if (world.dice().often(world.noise().cuts())) {
        breakDown();
        return;
      }
      transportIn(() -> life.program().enter(() -> heard(said)));
      if (world.dice().often(world.noise().doubled())) {
        world.timeline().after(2L * delay(), () -> life.program().enter(() -> heard(said)));
      }
    }
  }

  /** The agent has gone, or given up; the other end learns it, unless the machine is cut off. */
  void closedByAgent() {
    if (machine.isOn() && machine.isReachable()) {
      world.timeline().after(delay(), () -> life.program().enter(() -> leave("closed")));
    }
  }

  /** Something between both breaks it. */
  void breakDown() {
    world.timeline().after(delay(), () -> life.program().enter(() -> leave("broken")));
    world.timeline().after(delay(), () -> dialer.closed(this, 0));
  }

  void coordinatorDied() {
    isOpenThere = false;
    world
        .timeline()
        .after(world.dice().often(900) ? delay() : 15_000, () -> dialer.closed(this, 0));
  }

  // ---- the coordinator's end

  private void greeted(AgentMessage.Hello hello) {
    if (wasOpenThere) {
      return;
    }
    wasOpenThere = true;
    life.enter(this);
    isOpenThere = true;
    world.watch().heard(this, hello);
    life.coordination().desk().connected(this, hello);
    life.program().after(BEAT, this::beat);
  }

  private void heard(AgentMessage message) {
    if (!isOpenThere) {
      return;
    }
    unanswered = 0;
    if (world.tampering().isGuarded() && Claims.foreignStep(identity, message).isPresent()) {
      end(ErrorCode.UNAUTHORIZED, Duration.ofMinutes(1));
      return;
    }
    world.watch().heard(this, message);
    world.tampering().hastyAnswers(message).forEach(this::send);
    life.coordination().desk().received(this, message);
  }

  private void beat() {
    if (!isOpenThere) {
      return;
    }
    if (unanswered >= MISSED_AT_MOST) {
      end(ErrorCode.NODE_UNREACHABLE, Duration.ofSeconds(1));
      return;
    }
    unanswered++;
    if (machine.isReachable() && dialer.isAnswering(this)) {
      unanswered = 0;
      life.coordination().desk().received(this, new AgentMessage.Pulse(0));
    }
    life.program().after(BEAT, this::beat);
  }

  @Override
  public void send(CoordinatorMessage message) {
    if (!isOpenThere || life.dies(Point.BETWEEN_MESSAGES)) {
      return;
    }
    for (CoordinatorMessage said : world.tampering().words(this, message)) {
      world.watch().sent(this, said);
      if (world.dice().often(world.noise().cuts())) {
        breakDown();
        return;
      }
      transportOut(() -> dialer.received(this, said), said);
    }
  }

  @Override
  public void close(ErrorCode code, String reason, Duration retryAfter) {
    life.program().execute(() -> end(code, retryAfter));
  }

  void replaced() {
    end(ErrorCode.CONFLICT, Duration.ofSeconds(1));
  }

  private void end(ErrorCode code, Duration retryAfter) {
    if (isOpenThere) {
      transportOut(() -> dialer.closed(this, retryAfter.toMillis()), null);
      leave(code.name());
    }
  }

  private void leave(String why) {
    if (isOpenThere) {
      isOpenThere = false;
      life.leave(this);
      life.coordination().desk().closed(this, why);
    }
  }

  // ---- in between

  private long delay() {
    return 1L + world.dice().mostlySmall(world.noise().slowest());
  }

  private long arrival() {
    return Math.max(world.timeline().now(), machine.unreachableUntil()) + delay();
  }

  private void transportIn(Runnable arrives) {
    long at = arrival();
    if (!world.dice().often(world.noise().overtaken())) {
      lastIn = Math.max(lastIn, at);
      at = lastIn;
    } else {
      at += 3L * delay();
    }
    world.timeline().after(at - world.timeline().now(), arrives);
  }

  /** Nothing overtakes a welcome: before it an agent is not connected. */
  private void transportOut(Runnable arrives, CoordinatorMessage message) {
    long at = arrival();
    boolean isOvertaken =
        message != null
            && !(message instanceof CoordinatorMessage.Welcome)
            && world.dice().often(world.noise().overtaken());
    lastOut = Math.max(lastOut, isOvertaken ? lastOut : at);
    at = isOvertaken ? Math.max(lastOut, at) + 3L * delay() : lastOut;
    world.timeline().after(at - world.timeline().now(), arrives);
    if (message != null
        && !(message instanceof CoordinatorMessage.Welcome)
        && world.dice().often(world.noise().doubled())) {
      world.timeline().after(at - world.timeline().now() + 2L * delay(), arrives);
    }
  }
}
