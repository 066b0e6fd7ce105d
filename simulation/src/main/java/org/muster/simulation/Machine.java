package org.muster.simulation;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.muster.coordinator.link.AgentIdentity;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Facts;
import org.muster.protocol.InstanceNotice;
import org.muster.protocol.LaunchId;
import org.muster.protocol.ModuleName;
import org.muster.protocol.StepKey;

/** One machine of the provider: its disk, its processes, and the agent that is started on it. */
final class Machine {
  private static final int SLOW = 20;
  private static final int FEW_ATTEMPTS = 6;
  private static final int MANY_ATTEMPTS = 500;

  private final World world;
  private final int index;
  private final Origin origin;
  private final Dice dice;
  private final NavigableMap<StepKey, StepFiles> steps = new TreeMap<>();
  private final Map<ModuleName, String> markers = new HashMap<>();
  private Optional<AgentIdentity> certificate = Optional.empty();
  private Optional<NodeAgent> agent = Optional.empty();
  private long epoch;
  private long boots;
  private int journals;
  private boolean isOn;
  private boolean isGone;
  private boolean isStopped;
  private long unreachableUntil;
  private long diskFullUntil;
  private long slowUntil;
  private int exitsToTear;
  private final Map<InstanceNotice.Kind, InstanceNotice> notices =
      new EnumMap<>(InstanceNotice.Kind.class);
  private long clockIsAheadBy;

  /** Who asked for the machine: what it was told when it booted first. */
  record Origin(String instance, long incarnation, LaunchId launch) {}

  Machine(World world, int index, Origin origin) {
    this.world = world;
    this.index = index;
    this.origin = origin;
    this.dice = Dice.of(world.scenario().seed(), "machine", index);
  }

  World world() {
    return world;
  }

  /** Counts the machines of a run. */
  int index() {
    return index;
  }

  Origin origin() {
    return origin;
  }

  Dice dice() {
    return dice;
  }

  String publicKey() {
    return "key-" + index;
  }

  boolean isGone() {
    return isGone;
  }

  boolean isOn() {
    return isOn;
  }

  long boots() {
    return boots;
  }

  Optional<NodeAgent> agent() {
    return agent.filter(life -> !life.program().isDead());
  }

  Facts facts() {
    return new Facts(
        "boot-" + boots,
        "host-" + index,
        "10.0.0." + index,
        "machine",
        1024,
        1,
        List.of(),
        0,
        "",
        "17",
        "");
  }

  // ---- power

  void boot() {
    if (!isOn && !isGone) {
      isOn = true;
      boots++;
      startAgentIn(dice.between(100, 5_000) + (boots == 1 ? delay() : 0));
    }
  }

  private int delay() {
    return world.scenario().arrival().delay(Dice.of(world.scenario().seed(), "delay", index));
  }

  void powerOff() {
    isOn = false;
    boots++;
    killAgent();
  }

  /** After a reboot; a machine that was stopped meanwhile stays off. */
  void bootUnlessStopped() {
    if (!isStopped) {
      boot();
    }
  }

  /** The provider turns it off, until it turns it on again. */
  void stop() {
    isStopped = true;
    powerOff();
  }

  void start() {
    isStopped = false;
    boot();
  }

  /** Never to be seen again. */
  void destroy() {
    isGone = true;
    powerOff();
  }

  void killAgent() {
    agent().ifPresent(NodeAgent::die);
  }

  /** The node's own init starts its agent again. */
  void startAgentIn(long millis) {
    long thisBoot = boots;
    world
        .timeline()
        .after(
            millis,
            () -> {
              if (isOn && boots == thisBoot && agent().isEmpty()) {
                NodeAgent life = new NodeAgent(this);
                agent = Optional.of(life);
                life.start();
                if (!notices.isEmpty()) {
                  letAsk(life);
                }
              }
            });
  }

  // ---- disk

  NavigableMap<StepKey, StepFiles> steps() {
    return steps;
  }

  StepFiles files(StepKey step) {
    return steps.computeIfAbsent(step, StepFiles::new);
  }

  Optional<StepFiles> found(StepKey step) {
    return Optional.ofNullable(steps.get(step));
  }

  Map<ModuleName, String> markers() {
    return markers;
  }

  long epoch() {
    return epoch;
  }

  /**
   * Finished attempts before old ones are forgotten; few in some runs, so that it comes to that.
   */
  int attemptsKept() {
    return Dice.of(world.scenario().seed(), "kept").often(300) ? FEW_ATTEMPTS : MANY_ATTEMPTS;
  }

  void rememberEpoch(long highest) {
    epoch = highest;
  }

  Optional<AgentIdentity> certificate() {
    return certificate;
  }

  void certified(AgentIdentity as) {
    certificate = Optional.of(as);
  }

  /** The journal of steps is lost; who the node is, is not. */
  void loseSteps() {
    steps.values().forEach(files -> files.runner().ifPresent(Runner::die));
    steps.clear();
    journals++;
  }

  /** Counts how often the machine had to begin a journal. */
  int journals() {
    return journals;
  }

  // ---- trouble

  void unreachableFor(long millis) {
    unreachableUntil = Math.max(unreachableUntil, world.timeline().now() + millis);
  }

  boolean isReachable() {
    return world.timeline().now() >= unreachableUntil;
  }

  long unreachableUntil() {
    return unreachableUntil;
  }

  void fillDiskFor(long millis) {
    diskFullUntil = world.timeline().now() + millis;
  }

  boolean isDiskFull() {
    return world.timeline().now() < diskFullUntil;
  }

  /** Before anything is written. */
  void checkSpace() {
    if (isDiskFull()) {
      throw new MusterException(ErrorCode.STORAGE_FAILED, "no space left on device");
    }
  }

  void slowFor(long millis) {
    slowUntil = world.timeline().now() + millis;
  }

  long paced(long millis) {
    return world.timeline().now() < slowUntil ? millis * SLOW : millis;
  }

  void tearNextExit() {
    exitsToTear++;
  }

  boolean tearsExit() {
    if (exitsToTear == 0) {
      return false;
    }
    exitsToTear--;
    return true;
  }

  /** What its metadata service says from now on; agents find that within five seconds. */
  void giveNotice(InstanceNotice notice) {
    notices.put(notice.kind(), notice);
    agent().ifPresent(this::letAsk);
  }

  private void letAsk(NodeAgent life) {
    life.program()
        .after(dice.below(5_000), () -> List.copyOf(notices.values()).forEach(life::noticed));
  }

  void setClockAhead(long millis) {
    clockIsAheadBy = millis;
    agent().ifPresent(life -> life.program().setClockAhead(millis));
  }

  long clockIsAheadBy() {
    return clockIsAheadBy;
  }

  Instant now() {
    return world.time(clockIsAheadBy);
  }

  /** Something of an attempt has changed; whoever watches learns it soon. */
  void news(StepKey step) {
    long millis = dice.often(30) ? 1_000 : dice.mostlySmall(20);
    world
        .timeline()
        .after(
            millis, () -> agent().ifPresent(life -> life.program().enter(() -> life.look(step))));
  }
}
