package org.muster.agent.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.muster.agent.core.Traces;
import org.muster.agent.core.Verdict;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepResult;

/** An attempt whose runner was started, by this agent or by one before it. */
final class RunningStep implements Traces {
  private final StepDirectory directory;
  private final Intent intent;
  private final Optional<Process> child;
  private final ProcessTable processes;
  private final Set<Path> handled = new HashSet<>();
  private Optional<RunnerRecord> runner = Optional.empty();
  private long seenLength;
  private boolean killing;

  RunningStep(
      StepDirectory directory, Intent intent, Optional<Process> child, ProcessTable processes) {
    this.directory = directory;
    this.intent = intent;
    this.child = child;
    this.processes = processes;
  }

  StepKey key() {
    return directory.key();
  }

  StepDirectory directory() {
    return directory;
  }

  Intent intent() {
    return intent;
  }

  Optional<RunnerRecord> runner() {
    if (runner.isEmpty()) {
      runner = directory.runner();
    }
    return runner;
  }

  boolean isRunnerAlive() {
    if (child.isPresent()) {
      return child.get().isAlive();
    }
    return runner().map(processes::isAlive).orElseGet(() -> StepLock.isHeld(directory));
  }

  /** The number of the runner while it is certainly still its own. */
  OptionalLong livingRunner() {
    return isRunnerAlive() && runner().isPresent()
        ? OptionalLong.of(runner().get().pid())
        : OptionalLong.empty();
  }

  List<Long> processes() {
    return processes.ofStep(key(), livingRunner());
  }

  @Override
  public boolean hasIntent() {
    return true;
  }

  @Override
  public Optional<StepResult> result() {
    return directory.result();
  }

  @Override
  public boolean hasLivingRunner() {
    return isRunnerAlive();
  }

  @Override
  public boolean hasRunner() {
    return runner().isPresent();
  }

  @Override
  public boolean hasExit() {
    return directory.hasExit();
  }

  @Override
  public boolean hasProcesses() {
    return !processes().isEmpty();
  }

  @Override
  public Optional<Verdict> verdict() {
    return directory.verdict();
  }

  @Override
  public boolean voidUnlessHeld() {
    return StepLock.voidUnlessHeld(directory);
  }

  /** How the runner itself ended, when this agent is its parent. */
  String runnerExit() {
    return child.map(process -> "exit code " + process.exitValue()).orElse("no exit code");
  }

  /** The requests that were not given out before. */
  List<Path> newRequests() {
    List<Path> open = directory.openRequests();
    handled.retainAll(open);
    List<Path> news = open.stream().filter(file -> !handled.contains(file)).toList();
    handled.addAll(news);
    return news;
  }

  /** The text of a request; empty when the script is faster than we are. */
  static Optional<String> textOf(Path request) {
    try {
      return Optional.of(Files.readString(request));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("unreadable");
    }
  }

  /** The last line, when something was printed since the last look. */
  Optional<String> newLastLine() {
    long length = OutputFile.length(directory.output());
    if (length == seenLength) {
      return Optional.empty();
    }
    seenLength = length;
    return Optional.of(OutputFile.lastLine(directory.output()));
  }

  boolean isKilling() {
    return killing;
  }

  void killing() {
    killing = true;
  }
}
