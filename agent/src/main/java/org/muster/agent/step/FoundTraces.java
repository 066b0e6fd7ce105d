package org.muster.agent.step;

import java.util.Optional;
import java.util.OptionalLong;
import org.muster.agent.core.Traces;
import org.muster.agent.core.Verdict;
import org.muster.protocol.StepResult;

/** What an attempt has left: the lock says whether its runner lives, the files say the rest. */
final class FoundTraces implements Traces {
  private final StepDirectory directory;
  private final ProcessTable processes;

  FoundTraces(StepDirectory directory, ProcessTable processes) {
    this.directory = directory;
    this.processes = processes;
  }

  @Override
  public boolean hasIntent() {
    return directory.intent().isPresent();
  }

  @Override
  public Optional<StepResult> result() {
    return directory.result();
  }

  @Override
  public boolean hasLivingRunner() {
    return StepLock.isHeld(directory);
  }

  @Override
  public boolean hasRunner() {
    return directory.runner().isPresent();
  }

  @Override
  public boolean hasExit() {
    return directory.hasExit();
  }

  @Override
  public boolean hasProcesses() {
    return !processes.ofStep(directory.key(), OptionalLong.empty()).isEmpty();
  }

  @Override
  public Optional<Verdict> verdict() {
    return directory.verdict();
  }

  @Override
  public boolean voidUnlessHeld() {
    return StepLock.voidUnlessHeld(directory);
  }
}
