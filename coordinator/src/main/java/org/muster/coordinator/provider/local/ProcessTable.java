package org.muster.coordinator.provider.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.muster.coordinator.provider.PrivateFile;

/** The processes of our own user on this machine. */
public final class ProcessTable {
  private static final String VARIABLE = "MUSTER_NODE_DIR=";
  private static final int STATE = 0;
  private static final int PARENT = 1;
  private static final int SESSION = 3;
  private static final int START_TIME = 19;
  private static final String OF_NOBODY = "";

  private final Path proc;
  private final String bootId;
  private final Object ourselves;

  public ProcessTable(Path proc) throws IOException {
    this.proc = proc;
    this.bootId = PrivateFile.read(proc.resolve("sys/kernel/random/boot_id")).orElse("").strip();
    this.ourselves = Files.getAttribute(proc.resolve("self/"), "unix:uid");
  }

  public String bootId() {
    return bootId;
  }

  /** Every process that carries one of these directories of nodes in its environment. */
  List<NodeProcess> ofNodes(Predicate<String> nodeDirectory) {
    return ofNodes(nodeDirectory, Map.of());
  }

  /**
   * The same, and those that came from such a one and dropped its environment.
   *
   * @param known start times of processes found earlier: these count though they are orphans now
   */
  List<NodeProcess> ofNodes(Predicate<String> nodeDirectory, Map<Long, Long> known) {
    Map<Long, NodeProcess> rest = new LinkedHashMap<>();
    Map<Long, NodeProcess> found = new LinkedHashMap<>();
    for (long pid : pids()) {
      look(pid)
          .ifPresent(
              process -> {
                boolean isMeant =
                    known.getOrDefault(pid, -1L) == process.startTime()
                        || nodeDirectory.test(process.nodeDirectory());
                (isMeant ? found : rest).put(pid, process);
              });
    }
    boolean isGrowing;
    do {
      isGrowing = addHeirs(found, rest);
    } while (isGrowing);
    return List.copyOf(found.values());
  }

  private static boolean addHeirs(Map<Long, NodeProcess> found, Map<Long, NodeProcess> rest) {
    List<NodeProcess> heirs =
        rest.values().stream()
            .filter(process -> process.nodeDirectory().isEmpty())
            .filter(
                process ->
                    found.containsKey(process.parent()) || found.containsKey(process.session()))
            .toList();
    heirs.forEach(heir -> found.put(heir.pid(), heir));
    heirs.forEach(heir -> rest.remove(heir.pid()));
    return !heirs.isEmpty();
  }

  /** The process with this number; empty when there is none, it is dead, or somebody else's. */
  public Optional<NodeProcess> look(long pid) {
    try {
      if (!ourselves.equals(Files.getAttribute(proc.resolve("" + pid), "unix:uid"))) {
        return Optional.empty();
      }
      String stat = read(pid, "stat");
      // The program's name stands before it, and may itself hold spaces and brackets.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      if (fields[STATE].equals("Z") || fields[STATE].equals("X")) {
        return Optional.empty();
      }
      return Optional.of(
          new NodeProcess(
              pid,
              Long.parseLong(fields[START_TIME]),
              Long.parseLong(fields[PARENT]),
              Long.parseLong(fields[SESSION]),
              nodeDirectory(pid)));
    } catch (IOException | IndexOutOfBoundsException e) {
      return Optional.empty(); // it ended while we looked
    }
  }

  public boolean isAlive(AgentRecord agent) {
    return agent.bootId().equals(bootId)
        && look(agent.pid())
            .filter(process -> process.startTime() == agent.startTime())
            .isPresent();
  }

  /** The words of its command; none when it is gone. */
  List<String> command(long pid) {
    try {
      return List.of(read(pid, "cmdline").split("\0"));
    } catch (IOException e) {
      return List.of();
    }
  }

  private String nodeDirectory(long pid) {
    try {
      for (String variable : read(pid, "environ").split("\0")) {
        if (variable.startsWith(VARIABLE)) {
          return variable.substring(VARIABLE.length());
        }
      }
      return OF_NOBODY;
    } catch (IOException e) {
      return OF_NOBODY; // not ours to read
    }
  }

  private String read(long pid, String file) throws IOException {
    // Not readString: an environment may hold bytes that are no text.
    return new String(Files.readAllBytes(proc.resolve(pid + "/" + file)), StandardCharsets.UTF_8);
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
}
