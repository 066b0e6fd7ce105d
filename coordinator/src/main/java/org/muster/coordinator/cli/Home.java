package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;

/** The folder of one user's Muster, and who lives where in it. */
record Home(Path folder) {
  Home {
    requireNonNull(folder, "folder is null");
    folder = folder.toAbsolutePath().normalize();
  }

  static Home of(Map<String, String> variables) {
    String home = variables.getOrDefault("MUSTER_HOME", "");
    if (!home.isEmpty()) {
      return new Home(Path.of(home));
    }
    String user = variables.getOrDefault("HOME", "");
    return new Home(Path.of(user.isEmpty() ? "/tmp" : user).resolve(".muster"));
  }

  /** Written by the coordinator when it serves: where it is. */
  Path coordinatorFile() {
    return folder.resolve("coordinator.json");
  }

  Path tokenFile() {
    return folder.resolve("token");
  }

  /** Held by whoever starts or stops the coordinator. */
  Path startLock() {
    return folder.resolve("coordinator.start.lock");
  }

  Path coordinatorLog() {
    return folder.resolve("log").resolve("coordinator.log");
  }

  /** Where a test says when the coordinator ends at once; it reads it when it starts. */
  Path crashPoints() {
    return folder.resolve("crash-points").resolve("coordinator");
  }

  Path distributions() {
    return folder.resolve("dist");
  }
}
