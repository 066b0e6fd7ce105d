package org.muster.coordinator.provider.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.muster.coordinator.provider.Orders;
import org.muster.crash.CrashPoints;
import org.muster.protocol.NodeId;
import org.muster.time.Pause;

/** A home with a program in place of the agent, which does what a test tells it. */
final class LocalWorld {
  private static final Duration LOOK = Duration.ofMillis(5);
  private static final int LOOKS = 4_000;

  private static final String AGENT =
      """
      #!/bin/bash
      [[ -p $MUSTER_NODE_DIR/orders ]] || mkfifo "$MUSTER_NODE_DIR/orders"
      exec 3<>"$MUSTER_NODE_DIR/orders"
      echo "$$ $*" >>"$MUSTER_NODE_DIR/starts"
      while read -r order <&3; do eval "$order"; done
      """;

  private final LocalSettings settings;
  private final ProcessTable processes;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  LocalWorld(Path folder) throws IOException {
    Path agent = folder.resolve("bin").resolve("java");
    Files.createDirectories(agent.getParent());
    Files.writeString(agent, AGENT);
    Files.setPosixFilePermissions(agent, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path home = Files.createDirectories(folder.resolve("home")).toRealPath();
    settings =
        new LocalSettings(
            home,
            folder.resolve("agent.jar"),
            Optional.of(folder.resolve("agent.jsa")),
            folder.resolve("store"),
            agent.toString(),
            agent.getParent(),
            CrashPoints.off());
    processes = new ProcessTable(Path.of("/proc"));
  }

  /** A coordinator that begins; waits ten times as fast. */
  LocalProvider open() {
    try {
      ProcessNodes nodes = new ProcessNodes(settings, LocalWorld::pause);
      return new LocalProvider(
          settings.home(), Map.of("process", nodes), () -> now, settings.crashes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause(Duration duration) {
    Pause.real().of(duration.dividedBy(10));
  }

  LocalSettings settings() {
    return settings;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  ClusterPlace cluster() {
    return new ClusterPlace(settings.home(), Orders.DEMO);
  }

  NodePlace node(NodeId node) {
    return cluster().node(node);
  }

  NodeRecord record(NodeId node) throws IOException {
    return node(node).record().orElseThrow();
  }

  /** Numbers and words of the agents that were started on the node, in order. */
  List<String> starts(NodeId node) {
    try {
      Path starts = node(node).state().resolve("starts");
      return Files.exists(starts) ? Files.readAllLines(starts) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long agent(NodeId node, int start) {
    until(() -> starts(node).size() > start);
    return Long.parseLong(starts(node).get(start).split(" ")[0]);
  }

  /** Lets the node's agent run a line of bash. */
  void tell(NodeId node, String line) throws IOException {
    until(() -> !starts(node).isEmpty());
    Files.writeString(node(node).state().resolve("orders"), line + "\n");
  }

  /** Starts a process on the node that ignores a request to end, and names it in a file. */
  long startStubborn(NodeId node, String name, String prefix) throws IOException {
    Path file = node(node).state().resolve(name);
    String forever = "trap '' TERM; echo $$ >\"$0.next\"; mv \"$0.next\" \"$0\"; read -r <>\"$1\"";
    tell(
        node,
        "mkfifo '%s.wait'; %s /bin/bash -c '%s' '%s' '%s.wait' &"
            .formatted(file, prefix, forever.replace("'", "'\\''"), file, file));
    until(() -> Files.exists(file));
    return Long.parseLong(Files.readString(file).strip());
  }

  boolean isAlive(long pid) {
    return processes.look(pid).isPresent();
  }

  /** Does nothing to one that is dead. */
  void kill(long pid) {
    if (isAlive(pid)) {
      boolean wasSent = ProcessHandle.of(pid).orElseThrow().destroyForcibly();
      until(() -> wasSent && !isAlive(pid));
    }
  }

  List<NodeProcess> processes() {
    return processes.ofNodes(directory -> directory.startsWith(settings.home() + "/"));
  }

  void close() {
    new Reaper(processes, LocalWorld::pause)
        .end(directory -> directory.startsWith(settings.home() + "/"), Duration.ZERO);
  }

  static void until(BooleanSupplier condition) {
    for (int look = 0; look < LOOKS; look++) {
      if (condition.getAsBoolean()) {
        return;
      }
      Pause.real().of(LOOK);
    }
    throw new AssertionError("it did not come true in time");
  }
}
