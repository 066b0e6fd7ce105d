package org.muster.coordinator.app;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.muster.coordinator.provider.Provider;
import org.muster.coordinator.provider.local.DaemonJava;
import org.muster.coordinator.provider.local.LocalProvider;
import org.muster.coordinator.provider.local.LocalSettings;
import org.muster.coordinator.provider.local.ProcessNodes;
import org.muster.coordinator.provider.local.container.ContainerNodes;
import org.muster.coordinator.provider.local.container.ContainerSettings;
import org.muster.crash.CrashPoints;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.time.Pause;

/**
 * Puts the provider of nodes on this machine together.
 *
 * @param agent the folder with the agent's program
 */
record LocalNodes(Path home, Path agent, Path store) {

  /** With both kinds of nodes. */
  Provider provider(InstantSource clock, CrashPoints crashes) {
    try {
      Path real = Files.createDirectories(home).toRealPath();
      ContainerNodes containers = new ContainerNodes(ofContainers(real), Pause.real());
      containers.sweep();
      ProcessNodes processes = new ProcessNodes(ofProcesses(real, crashes), Pause.real());
      return new LocalProvider(
          real, Map.of("process", processes, "container", containers), clock, crashes);
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.ENVIRONMENT,
          "local nodes need a Linux machine with /proc and a folder that is yours: " + e,
          e);
    }
  }

  private LocalSettings ofProcesses(Path real, CrashPoints crashes) {
    return new LocalSettings(
        real,
        jar(),
        Optional.of(agent.resolve("muster-agent.jsa")).filter(Files::exists),
        store,
        java(),
        DaemonJava.choose(Path.of(System.getProperty("java.home")), Path.of("/usr/lib/jvm")),
        crashes);
  }

  private ContainerSettings ofContainers(Path real) {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toAbsolutePath().toString()) // it runs from elsewhere
            .collect(Collectors.joining(File.pathSeparator));
    return new ContainerSettings(real, jar(), store, SwitchboardMain.command(java(), classPath));
  }

  private Path jar() {
    return agent.resolve("muster-agent.jar");
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
