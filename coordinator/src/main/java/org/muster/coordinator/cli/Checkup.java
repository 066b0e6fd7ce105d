package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.muster.coordinator.core.spec.ContainerPrograms;
import org.muster.coordinator.core.view.ClusterSummary;

/** Looks at this machine with the eyes of a cluster of local nodes. */
final class Checkup {
  private static final int JAVA_FLOOR = 17;
  private static final long DISK_FLOOR_MIB = 4096;
  private static final long MEMORY_FLOOR_MIB = 4096;
  private static final String NODE_ADDRESS = "127.20.0.2";
  private static final List<String> PROGRAMS = List.of("bash", "setsid", "flock", "env");

  private final Session session;
  private final Home home;

  Checkup(Session session) {
    this.session = requireNonNull(session, "session is null");
    this.home = session.surroundings().home();
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(java(Runtime.version().feature()));
    findings.add(programs());
    findings.add(disk());
    findings.add(memory());
    findings.add(loopback());
    findings.add(containers());
    Optional<LocalCoordinator.Running> running = session.local().running();
    findings.add(coordinator(running));
    findings.addAll(leftovers(running));
    return findings;
  }

  static Finding java(int version) {
    return version >= JAVA_FLOOR
        ? Finding.good("java", "%d in %s".formatted(version, System.getProperty("java.home")))
        : Finding.wrong("java", Integer.toString(version), "install a JDK of 17 or newer");
  }

  private Finding programs() {
    Set<String> missing = new TreeSet<>(PROGRAMS);
    missing.removeIf(this::isThere);
    return missing.isEmpty()
        ? Finding.good("programs", String.join(", ", PROGRAMS))
        : Finding.wrong(
            "programs",
            "missing: " + String.join(", ", missing),
            "install bash, coreutils and util-linux");
  }

  private boolean isThere(String program) {
    return Stream.of(session.surroundings().variable("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private Finding disk() {
    Path place = home.folder();
    while (!Files.exists(place)) {
      place = place.getParent();
    }
    try {
      long free = Files.getFileStore(place).getUsableSpace() >> 20;
      String detail = "%d MiB free for %s".formatted(free, home.folder());
      return free >= DISK_FLOOR_MIB
          ? Finding.good("disk", detail)
          : Finding.doubtful(
              "disk", detail, "Spark and HDFS want %d MiB".formatted(DISK_FLOOR_MIB));
    } catch (IOException e) {
      return Finding.doubtful("disk", "unknown: " + e.getMessage(), "look with df");
    }
  }

  private static Finding memory() {
    long available = MachineFigures.availableMemoryMib();
    if (available < 0) {
      return Finding.doubtful("memory", "unknown", "local nodes need Linux");
    }
    String detail = "%d MiB available".formatted(available);
    return available >= MEMORY_FLOOR_MIB
        ? Finding.good("memory", detail)
        : Finding.doubtful(
            "memory", detail, "the default cluster wants %d MiB".formatted(MEMORY_FLOOR_MIB));
  }

  private static Finding loopback() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(NODE_ADDRESS))) {
      return Finding.good("loopback", "nodes get addresses such as " + socket.getInetAddress());
    } catch (IOException e) {
      return Finding.wrong(
          "loopback",
          "%s cannot be bound: %s".formatted(NODE_ADDRESS, e.getMessage()),
          "local nodes need Linux, where all of 127.0.0.0/8 is loopback");
    }
  }

  /** Nobody has to have containers, so what they lack is never wrong. */
  private Finding containers() {
    SortedSet<String> missing = ContainerPrograms.missing(this::isThere);
    if (!MachineFigures.isRoot()) {
      return Finding.good("containers", "only for root; nodes are processes without it");
    }
    if (!missing.isEmpty()) {
      return Finding.doubtful(
          "containers",
          "nodes cannot be containers without: " + String.join(", ", missing),
          "type '%s'".formatted(ContainerPrograms.installing(missing)));
    }
    if (!MachineFigures.hasFileSystem("overlay")) {
      return Finding.doubtful(
          "containers", "this kernel has no overlay", "type 'modprobe overlay'");
    }
    return Finding.good("containers", "nodes may be containers");
  }

  private Finding coordinator(Optional<LocalCoordinator.Running> running) {
    LocalCoordinator local = session.local();
    if (running.isEmpty()) {
      return local.hasServed()
          ? Finding.doubtful("coordinator", "does not run", "any command on a cluster starts it")
          : Finding.good("coordinator", "none was needed yet");
    }
    if (!running.get().version().equals(local.ownVersion())) {
      return Finding.wrong(
          "coordinator",
          "is build %s, this is build %s".formatted(running.get().version(), local.ownVersion()),
          "type 'muster coordinator stop', then go on");
    }
    return Finding.good("coordinator", "serves at " + running.get().url());
  }

  private List<Finding> leftovers(Optional<LocalCoordinator.Running> running) {
    if (running.isEmpty()) {
      return List.of(); // without it nobody can tell what is wanted
    }
    Set<String> wanted = new TreeSet<>();
    for (ClusterSummary cluster : session.api().get("/clusters", ClusterSummary[].class)) {
      wanted.add(cluster.name().value());
    }
    List<Finding> findings = new ArrayList<>();
    for (Path folder : clusterFolders()) {
      String cluster = folder.getFileName().toString();
      if (!wanted.contains(cluster)) {
        List<Long> processes = MachineFigures.processesOf(folder);
        findings.add(
            Finding.doubtful(
                "leftover",
                "%s belongs to no cluster, and %s to it"
                    .formatted(folder, Text.count(processes.size(), "process")),
                processes.isEmpty()
                    ? "remove the folder"
                    : "end them with 'kill %s', then remove the folder"
                        .formatted(
                            String.join(" ", processes.stream().map(String::valueOf).toList()))));
      }
    }
    return findings.isEmpty()
        ? List.of(Finding.good("leftovers", "none in " + home.folder()))
        : findings;
  }

  private List<Path> clusterFolders() {
    Path clusters = home.folder().resolve("clusters");
    if (!Files.isDirectory(clusters)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(clusters)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
