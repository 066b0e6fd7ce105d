package org.muster.simulation;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.muster.agent.core.Request;
import org.muster.agent.core.Traces;
import org.muster.agent.core.Verdict;
import org.muster.protocol.CoordinatorMessage.RunStep;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepResult;

/** The directory of one attempt: it outlives agents, runners, and reboots. */
final class StepFiles implements Traces {
  /** What the intent holds. */
  record Intent(RunStep command, Instant recordedAt, String marker) {}

  /** What a runner leaves last; without a code it cannot be read. */
  record Exit(OptionalInt code, Instant startedAt, Instant finishedAt) {}

  private final StepKey key;
  private final Map<String, Request> requests = new TreeMap<>();
  private Optional<Intent> intent = Optional.empty();
  private Optional<Exit> exit = Optional.empty();
  private Optional<Verdict> verdict = Optional.empty();
  private Optional<StepResult> result = Optional.empty();
  private Optional<Runner> runner = Optional.empty();
  private boolean isBegun;
  private boolean isVoid;
  private boolean isStored;
  private long printed;

  StepFiles(StepKey key) {
    this.key = key;
  }

  StepKey key() {
    return key;
  }

  void record(Intent what) {
    intent = Optional.of(what);
  }

  Optional<Intent> intent() {
    return intent;
  }

  /** The runner that was started last, dead or alive. */
  Optional<Runner> runner() {
    return runner;
  }

  void runBy(Runner process) {
    runner = Optional.of(process);
  }

  boolean isVoid() {
    return isVoid;
  }

  void begin() {
    isBegun = true;
  }

  Optional<Exit> exit() {
    return exit;
  }

  void exit(Exit how) {
    exit = Optional.of(how);
  }

  /** The first verdict stays. */
  void judge(Verdict why) {
    verdict = verdict.or(() -> Optional.of(why));
  }

  void conclude(StepResult how) {
    result = Optional.of(how);
  }

  boolean isStored() {
    return isStored;
  }

  void markStored() {
    isStored = true;
  }

  long printed() {
    return printed;
  }

  void print(int bytes) {
    printed += bytes;
  }

  Map<String, Request> requests() {
    return requests;
  }

  @Override
  public boolean hasIntent() {
    return intent.isPresent();
  }

  @Override
  public Optional<StepResult> result() {
    return result;
  }

  @Override
  public boolean hasLivingRunner() {
    return runner.filter(Runner::holdsLock).isPresent();
  }

  @Override
  public boolean hasRunner() {
    return isBegun;
  }

  @Override
  public boolean hasExit() {
    return exit.isPresent();
  }

  @Override
  public boolean hasProcesses() {
    return runner.filter(Runner::hasScript).isPresent();
  }

  @Override
  public Optional<Verdict> verdict() {
    return verdict;
  }

  @Override
  public boolean voidUnlessHeld() {
    if (hasLivingRunner()) {
      return false;
    }
    isVoid = true;
    return true;
  }
}
