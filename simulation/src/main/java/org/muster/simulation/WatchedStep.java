package org.muster.simulation;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.muster.agent.core.Traces;
import org.muster.agent.core.Verdict;
import org.muster.protocol.StepResult;

/** An attempt that one life of an agent looks after. */
final class WatchedStep implements Traces {
  private final StepFiles files;
  private final boolean isOwnChild;
  private final Set<String> handled = new HashSet<>();
  private boolean isKilling;

  /**
   * @param isOwnChild whether this life of the agent started the runner, and so knows its end
   */
  WatchedStep(StepFiles files, boolean isOwnChild) {
    this.files = files;
    this.isOwnChild = isOwnChild;
  }

  StepFiles files() {
    return files;
  }

  /** Whether this request was not given out before. */
  boolean isNew(String request) {
    return handled.add(request);
  }

  /** True the first time. */
  boolean beginKilling() {
    boolean isFirst = !isKilling;
    isKilling = true;
    return isFirst;
  }

  @Override
  public boolean hasLivingRunner() {
    return isOwnChild
        ? files.runner().filter(runner -> !runner.isGone()).isPresent()
        : files.hasLivingRunner();
  }

  @Override
  public boolean hasIntent() {
    return files.hasIntent();
  }

  @Override
  public Optional<StepResult> result() {
    return files.result();
  }

  @Override
  public boolean hasRunner() {
    return files.hasRunner();
  }

  @Override
  public boolean hasExit() {
    return files.hasExit();
  }

  @Override
  public boolean hasProcesses() {
    return files.hasProcesses();
  }

  @Override
  public Optional<Verdict> verdict() {
    return files.verdict();
  }

  @Override
  public boolean voidUnlessHeld() {
    return files.voidUnlessHeld();
  }
}
