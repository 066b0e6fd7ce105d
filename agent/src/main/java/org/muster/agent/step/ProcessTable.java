package org.muster.agent.step;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.muster.protocol.StepKey;

/** The processes of the machine, as the kernel shows them. */
final class ProcessTable {
  private static final int SESSION = 3;
  private static final int START_TIME = 19;
  private static final String ZOMBIE = "Z";

  private final Path proc;
  private final String bootId;

  ProcessTable(Path proc) {
    this.proc = proc;
    this.bootId = DurableFile.read(proc.resolve("sys/kernel/random/boot_id")).orElse("").strip();
  }

  /** Whether this very process still runs, and not another one that got its number. */
  boolean isAlive(RunnerRecord runner) {
    Optional<String[]> stat = stat(runner.pid());
    return runner.bootId().equals(bootId)
        && stat.isPresent()
        && !stat.get()[0].equals(ZOMBIE)
        && Long.parseLong(stat.get()[START_TIME]) == runner.startTime();
  }

  /** The program and its first words, for people; empty when the process is gone. */
  String commandOf(long pid) {
    try {
      String line = Files.readString(proc.resolve(pid + "/cmdline"), StandardCharsets.ISO_8859_1);
      String words = line.replace('\0', ' ').strip();
      return words.length() > 120 ? words.substring(0, 119) + "…" : words;
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * The processes of an attempt: those of the runner's session, and those that carry the attempt's
   * name in their environment. The runner itself is not among them.
   */
  List<Long> ofStep(StepKey step, OptionalLong runner) {
    return ofStepAbove(0, step, runner);
  }

  /** The same, without processes that are older than the runner: cheap, for a hint. */
  List<Long> youngerOfStep(StepKey step, long runner) {
    return ofStepAbove(runner, step, OptionalLong.of(runner));
  }

  /** All processes with this line in their environment. */
  List<Long> carrying(String variable) {
    return pids().stream().filter(pid -> carries(pid, variable)).toList();
  }

  private List<Long> ofStepAbove(long lowest, StepKey step, OptionalLong runner) {
    List<Long> found = new ArrayList<>();
    for (long pid : pids()) {
      boolean isRunner = runner.isPresent() && runner.getAsLong() == pid;
      if (pid > lowest && !isRunner && belongs(pid, step, runner)) {
        found.add(pid);
      }
    }
    return found;
  }

  private boolean belongs(long pid, StepKey step, OptionalLong runner) {
    Optional<String[]> stat = stat(pid);
    if (stat.isEmpty() || stat.get()[0].equals(ZOMBIE)) {
      return false;
    }
    boolean inSession =
        runner.isPresent() && Long.parseLong(stat.get()[SESSION]) == runner.getAsLong();
    return inSession || carries(pid, "MUSTER_STEP=" + step);
  }

  private boolean carries(long pid, String variable) {
    try {
      String environment =
          Files.readString(proc.resolve(pid + "/environ"), StandardCharsets.ISO_8859_1);
      return ("\0" + environment).contains("\0" + variable + "\0");
    } catch (IOException e) {
      return false; // it is gone, or somebody else's
    }
  }

  private List<Long> pids() {
    List<Long> pids = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[0-9]*")) {
      entries.forEach(entry -> pids.add(Long.parseLong(entry.getFileName().toString())));
    } catch (IOException | DirectoryIteratorException e) {
      return pids;
    }
    return pids;
  }

  /** The fields after the name, which may itself hold spaces and brackets. */
  private Optional<String[]> stat(long pid) {
    try {
      String line = Files.readString(proc.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
      return Optional.of(line.substring(line.lastIndexOf(')') + 2).split(" "));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
