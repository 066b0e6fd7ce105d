package org.muster.agent.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.muster.agent.link.Identity;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/**
 * A whole life of an agent in a moment: it joins, runs a command and reports it. What it loads is
 * what an agent loads, which is what an archive of classes should hold; so the coordinator that it
 * joins is in a process of its own, whose classes an agent never needs.
 */
final class Rehearsal {
  private final Path directory;
  private final String javaHome;

  private Rehearsal(Path directory, String javaHome) {
    this.directory = directory;
    this.javaHome = javaHome;
  }

  /** Rehearses, and leaves nothing behind. */
  static void run(String javaHome) {
    try {
      Path directory = Files.createTempDirectory("muster-rehearsal");
      try {
        new Rehearsal(directory, javaHome).play();
      } finally {
        delete(directory);
      }
    } catch (IOException e) {
      throw new MusterException(ErrorCode.ENVIRONMENT, "rehearsing: " + e.getMessage(), e);
    }
  }

  private void play() throws IOException {
    Identity.in(new IdentityDirectory(directory.resolve("made"))); // what the first start does
    Process coordinator = startCoordinator();
    try (BufferedReader said = coordinator.inputReader(StandardCharsets.UTF_8)) {
      String place = said.readLine();
      if (place == null) {
        throw failed();
      }
      IdentityDirectory identity = new IdentityDirectory(directory.resolve("state/identity"));
      identity.replace(
          StrawCoordinator.KEY_FILE,
          Files.readString(directory.resolve(StrawCoordinator.KEY_FILE)));
      AgentConfig config = AgentConfig.parse(config(place.split(" ")));
      try (AgentApp agent = new AgentApp(config, javaHome, "rehearsal")) {
        agent.start();
        await(coordinator);
      }
    } finally {
      coordinator.destroyForcibly();
    }
  }

  private Process startCoordinator() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            javaHome + "/bin/java",
            "-XX:TieredStopAtLevel=1",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            AgentMain.class.getName(),
            StrawCoordinator.ARGUMENT,
            directory.toString());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("JDK_JAVA_OPTIONS");
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static void await(Process coordinator) {
    try {
      if (!coordinator.waitFor(StrawCoordinator.PATIENCE_SECONDS, TimeUnit.SECONDS)
          || coordinator.exitValue() != 0) {
        throw failed();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static MusterException failed() {
    return new MusterException(ErrorCode.ENVIRONMENT, "the rehearsal did not come to an end");
  }

  private String config(String[] portAndPin) {
    return """
    {"coordinators": ["wss://127.0.0.1:%s"], "caPin": "%s", "cluster": "rehearsal",
     "instance": "local", "launch": "l1", "token": "cmVoZWFyc2Fs", "root": "%s/root",
     "state": "%s/state", "address": "127.0.0.1", "isolation": "process"}
    """
        .formatted(portAndPin[0], portAndPin[1], directory, directory);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
