package org.muster.coordinator.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.muster.coordinator.http.ServerForTest;
import org.muster.coordinator.http.Views;
import org.muster.time.Pause;
import org.muster.time.RealTime;

/** Behaves to command lines as a coordinator does, in a process of its own. */
public final class StubCoordinator {
  private StubCoordinator() {}

  public static void main(String[] args) throws IOException {
    Path home = Path.of(System.getenv("MUSTER_HOME"));
    if (Boolean.getBoolean("stub.fails")) {
      System.err.println("the journal cannot be opened: disk full");
      System.exit(3);
    }
    try (ServerForTest server = new ServerForTest()) {
      server.clusters().put(Views.demo("running", Views.succeeded()));
      Files.writeString(home.resolve("token"), ServerForTest.TOKEN);
      announce(home, server);
      Files.writeString(
          home.resolve("starts"),
          ProcessHandle.current().pid() + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      while (server.shutdowns().isEmpty()) {
        Pause.real().of(Duration.ofMillis(20));
      }
    }
    System.exit(0);
  }

  private static void announce(Path home, ServerForTest server) throws IOException {
    Path distribution = Path.of(System.getProperty("muster.dist"));
    Path next = home.resolve("coordinator.json.next");
    Files.writeString(
        next,
        Output.json(
            Map.of(
                "url", server.url(),
                "pid", ProcessHandle.current().pid(),
                "version", Files.readString(distribution.resolve("HASH")).strip(),
                "startedAt", RealTime.clock().instant())));
    Files.move(
        next,
        home.resolve("coordinator.json"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
