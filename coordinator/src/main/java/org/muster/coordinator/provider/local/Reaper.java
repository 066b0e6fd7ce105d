package org.muster.coordinator.provider.local;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.time.Pause;

/** Ends all processes of nodes: asks them, waits, ends them, and looks again until none is left. */
final class Reaper {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final Duration UNTIL_KILLED = Duration.ofSeconds(10);

  private final ProcessTable processes;
  private final Pause pause;

  Reaper(ProcessTable processes, Pause pause) {
    this.processes = processes;
    this.pause = pause;
  }

  /**
   * Returns when no process of the nodes is left.
   *
   * @param grace how long those that were asked may take
   * @throws MusterException PROVIDER_FAILED that names what would not end
   */
  void end(Collection<NodePlace> nodes, Duration grace) {
    Set<String> directories =
        nodes.stream().map(node -> node.state().toString()).collect(Collectors.toSet());
    end(directories::contains, grace);
  }

  void end(Predicate<String> nodeDirectory, Duration grace) {
    Map<Long, Long> known = new HashMap<>();
    for (long look = 0; look < looks(grace); look++) {
      List<NodeProcess> left = processes.ofNodes(nodeDirectory, known);
      if (left.isEmpty()) {
        return;
      }
      left.stream().filter(each -> isNew(each, known)).forEach(each -> signal(each, false));
      pause.of(BETWEEN_LOOKS);
    }
    List<NodeProcess> left = processes.ofNodes(nodeDirectory, known);
    for (long look = 0; look < looks(UNTIL_KILLED) && !left.isEmpty(); look++) {
      left.forEach(each -> signal(each, true));
      pause.of(BETWEEN_LOOKS);
      left = processes.ofNodes(nodeDirectory, known);
    }
    if (!left.isEmpty()) {
      throw new MusterException(ErrorCode.PROVIDER_FAILED, wontEnd(left));
    }
  }

  /** A number that was given to another process since is new again. */
  private static boolean isNew(NodeProcess process, Map<Long, Long> known) {
    Long before = known.put(process.pid(), process.startTime());
    return before == null || before != process.startTime();
  }

  private static long looks(Duration duration) {
    return duration.dividedBy(BETWEEN_LOOKS);
  }

  /** The number may have been given to another process since: then nobody is signalled. */
  private void signal(NodeProcess meant, boolean isForced) {
    if (meant.pid() == ProcessHandle.current().pid()) {
      return;
    }
    ProcessHandle.of(meant.pid())
        .filter(handle -> isStill(meant))
        .ifPresent(handle -> signal(handle, isForced));
  }

  private boolean isStill(NodeProcess meant) {
    return processes
        .look(meant.pid())
        .filter(process -> process.startTime() == meant.startTime())
        .isPresent();
  }

  private static void signal(ProcessHandle handle, boolean isForced) {
    boolean wasSent = isForced ? handle.destroyForcibly() : handle.destroy();
    assert wasSent || !handle.isAlive() : handle;
  }

  private String wontEnd(List<NodeProcess> left) {
    String each =
        left.stream()
            .limit(5)
            .map(process -> "%d (%s)".formatted(process.pid(), command(process)))
            .collect(Collectors.joining(", "));
    return ("%d processes of local nodes are still there after a kill: %s; they probably wait for a"
            + " disk or a mount, so free that and try again")
        .formatted(left.size(), each);
  }

  private String command(NodeProcess process) {
    String words = String.join(" ", processes.command(process.pid()));
    return words.length() > 80 ? words.substring(0, 79) + "…" : words;
  }
}
