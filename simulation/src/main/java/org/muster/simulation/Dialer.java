package org.muster.simulation;

import java.util.Optional;
import org.muster.coordinator.link.AgentIdentity;
import org.muster.coordinator.link.JoinAttempt;
import org.muster.coordinator.link.JoinDecision;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.CoordinatorMessage;

/** An agent's end of its connections: joins, says hello, and comes back whenever one is lost. */
final class Dialer {
  private static final long SILENCE = 15_000;
  private static final long LOOK_EVERY = 5_000;
  private static final long STABLE = 30_000;
  private static final long AFTER_REFUSAL = 60_000;
  private static final int FIRST_WAIT = 200;
  private static final int LONGEST_WAIT = 5_000;

  private final NodeAgent agent;
  private final Machine machine;
  private final World world;
  private Optional<Wire> wire = Optional.empty();
  private boolean isWelcome;
  private long welcomedAt;
  private long lastFrame;
  private int ceiling = FIRST_WAIT;
  private int attempt;

  Dialer(NodeAgent agent, Machine machine) {
    this.agent = agent;
    this.machine = machine;
    this.world = machine.world();
  }

  void start() {
    attempt++;
    Optional<CoordinatorLife> life = world.coordinators().answering();
    if (!machine.isReachable()) {
      again(SILENCE);
    } else if (life.isEmpty()) {
      again(0);
    } else if (machine.certificate().isEmpty()) {
      join(life.get());
    } else {
      Wire opened = new Wire(this, machine, life.get(), machine.certificate().get());
      wire = Optional.of(opened);
      isWelcome = false;
      lastFrame = world.timeline().now();
      opened.open();
      watch(opened);
    }
  }

  private void again(long atLeast) {
    int wait = world.dice().below(ceiling);
    ceiling = Math.min(LONGEST_WAIT, 2 * ceiling);
    agent.program().after(atLeast + wait, this::start);
  }

  private void watch(Wire watched) {
    agent
        .program()
        .after(
            LOOK_EVERY,
            () -> {
              if (!isCurrent(watched)) {
                return;
              }
              if (world.timeline().now() - lastFrame >= SILENCE) {
                end(watched, 0);
                watched.closedByAgent();
              } else {
                watch(watched);
              }
            });
  }

  private boolean isCurrent(Wire which) {
    return wire.filter(which::equals).isPresent();
  }

  // ---- joining

  private void join(CoordinatorLife life) {
    int mine = attempt;
    world.timeline().after(delay(), () -> life.program().enter(() -> decide(life, mine)));
    agent
        .program()
        .after(
            SILENCE,
            () -> {
              if (mine == attempt) {
                again(0);
              }
            });
  }

  private long delay() {
    return 1L + world.dice().mostlySmall(world.noise().slowest());
  }

  private void decide(CoordinatorLife life, int mine) {
    life.coordination()
        .desk()
        .incarnationOf(world.cluster())
        .onSuccess(
            incarnation -> {
              Machine.Origin origin = machine.origin();
              if (incarnation.isEmpty() || incarnation.getAsLong() != origin.incarnation()) {
                answer(() -> refused(mine));
                return;
              }
              JoinAttempt claim =
                  new JoinAttempt(
                      world.cluster(),
                      origin.incarnation(),
                      origin.launch(),
                      origin.instance(),
                      machine.publicKey(),
                      machine.facts(),
                      true,
                      "10.0.0." + machine.index());
              life.coordination()
                  .desk()
                  .decide(claim)
                  .onSuccess(
                      decision -> {
                        if (!life.dies(Point.BEFORE_JOIN_ANSWER)) {
                          world.watch().joinAnswered(machine, decision);
                          answer(() -> decided(decision, mine));
                        }
                      });
            });
  }

  private void answer(Runnable arrives) {
    world.timeline().after(delay(), () -> agent.program().enter(arrives));
  }

  private void refused(int mine) {
    if (mine == attempt) {
      attempt++;
      again(AFTER_REFUSAL);
    }
  }

  private void decided(JoinDecision decision, int mine) {
    if (mine != attempt) {
      return;
    }
    if (decision instanceof JoinDecision.Admitted admitted) {
      if (agent.dies(Point.BEFORE_CERTIFICATE)) {
        return;
      }
      machine.certified(
          new AgentIdentity(world.cluster(), admitted.incarnation(), admitted.node()));
      if (!agent.dies(Point.AFTER_CERTIFICATE)) {
        start();
      }
    } else if (decision instanceof JoinDecision.Later later) {
      attempt++;
      again(later.retryAfter().toMillis());
    } else {
      refused(mine);
    }
  }

  // ---- connected

  /** The first words on a connection that has opened; null when nobody wants it any more. */
  AgentMessage.Hello helloOn(Wire opened) {
    if (agent.program().isDead() || agent.program().isStopped() || !isCurrent(opened)) {
      return null;
    }
    return agent.hello();
  }

  boolean isAnswering(Wire asked) {
    boolean answers = isCurrent(asked) && !agent.program().isDead() && !agent.program().isStopped();
    if (answers) {
      lastFrame = world.timeline().now();
    }
    return answers;
  }

  void send(AgentMessage message) {
    if (isWelcome) {
      wire.ifPresent(open -> open.say(message));
    }
  }

  void received(Wire from, CoordinatorMessage message) {
    agent
        .program()
        .enter(
            () -> {
              if (!isCurrent(from)) {
                return;
              }
              lastFrame = world.timeline().now();
              if (message instanceof CoordinatorMessage.Welcome) {
                isWelcome = true;
                welcomedAt = lastFrame;
              }
              agent.received(message);
            });
  }

  void leave() {
    wire.ifPresent(
        open -> {
          end(open, 0);
          open.closedByAgent();
        });
  }

  void closed(Wire which, long atLeast) {
    agent.program().enter(() -> end(which, atLeast));
  }

  private void end(Wire which, long atLeast) {
    if (!isCurrent(which)) {
      return;
    }
    wire = Optional.empty();
    if (isWelcome && world.timeline().now() - welcomedAt >= STABLE) {
      ceiling = FIRST_WAIT;
    }
    boolean wasWelcome = isWelcome;
    isWelcome = false;
    if (wasWelcome) {
      agent.lost();
    }
    again(atLeast);
  }

  void died() {
    wire.ifPresent(Wire::closedByAgent);
    wire = Optional.empty();
  }

  Optional<Wire> wire() {
    return wire;
  }
}
