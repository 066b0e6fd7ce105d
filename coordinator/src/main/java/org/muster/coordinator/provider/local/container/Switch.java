package org.muster.coordinator.provider.local.container;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muster.coordinator.provider.PrivateFile;
import org.muster.coordinator.provider.local.AgentRecord;
import org.muster.coordinator.provider.local.NodeProcess;
import org.muster.coordinator.provider.local.ProcessTable;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/**
 * The network of one cluster: a bridge in a namespace of its own, so that nothing of it is in the
 * machine's network, and the switchboard that lives there.
 */
final class Switch {
  static final String BRIDGE = "br0";

  // Else it is the lowest of its ports', and so another whenever a node comes or goes: all others
  // would send what is for the coordinator to nobody, until they ask anew.
  private static final String HARDWARE_ADDRESS = "02:6d:75:73:74:01";

  private final SwitchPlace place;
  private final ContainerSettings settings;
  private final ProcessTable processes;

  Switch(SwitchPlace place, ContainerSettings settings, ProcessTable processes) {
    this.place = requireNonNull(place, "place is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.processes = requireNonNull(processes, "processes is null");
  }

  /** Builds what is missing, and starts the switchboard unless it runs. */
  void up(int agentsPort) throws IOException {
    place.create();
    if (!Files.exists(place.isBuilt())) {
      build();
    }
    if (switchboard().isEmpty()) {
      start(agentsPort);
    }
  }

  private void build() throws IOException {
    String name = place.namespace();
    NodeNetwork.removeWithAllInside(name); // a half of it
    Programs.run("ip", "netns", "add", name);
    Programs.run(
        "ip", "-n", name, "link", "add", BRIDGE, "address", HARDWARE_ADDRESS, "type", "bridge");
    Programs.run(
        "ip", "-n", name, "addr", "add", Subnet.SWITCH + "/" + Subnet.PREFIX, "dev", BRIDGE);
    Programs.run("ip", "-n", name, "addr", "add", Subnet.METADATA + "/32", "dev", BRIDGE);
    Programs.run("ip", "-n", name, "link", "set", BRIDGE, "up");
    Programs.run("ip", "-n", name, "link", "set", "lo", "up");
    Files.writeString(place.isBuilt(), "");
  }

  private Optional<NodeProcess> switchboard() throws IOException {
    Optional<String> text = PrivateFile.read(place.process());
    if (text.isEmpty()) {
      return Optional.empty();
    }
    AgentRecord known = AgentRecord.parse(text.get());
    return processes.isAlive(known) ? processes.look(known.pid()) : Optional.empty();
  }

  private void start(int agentsPort) throws IOException {
    NodeNetwork.endAllInside(place.namespace()); // one that nobody wrote down
    List<String> command = new ArrayList<>();
    // Each of these replaces itself, so that the number of the process is the switchboard's.
    command.add("nsenter");
    command.add("--net=" + ContainerNames.namespace(place.namespace()));
    command.add("setsid");
    command.addAll(settings.switchboard());
    command.add(Integer.toString(agentsPort));
    command.add(place.agentsSocket().toString());
    command.add(place.nodesSocket().toString());
    command.add(place.metadata().toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"));
    Process process =
        builder
            .directory(place.run().toFile())
            .redirectInput(new File("/dev/null"))
            .redirectError(ProcessBuilder.Redirect.appendTo(place.log().toFile()))
            .start();
    Optional<NodeProcess> started = processes.look(process.pid());
    if (started.isPresent()) {
      write(started.get());
    }
    awaitWord(process);
  }

  /** Without it no node could join, and nobody would see why. */
  private void awaitWord(Process process) throws IOException {
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      if (said.readLine() == null) {
        throw new MusterException(
            ErrorCode.PROVIDER_FAILED,
            "the switchboard between nodes and coordinator ended at once; see " + place.log());
      }
    }
  }

  private void write(NodeProcess started) throws IOException {
    AgentRecord record = new AgentRecord(started.pid(), started.startTime(), processes.bootId());
    PrivateFile.replace(place.process(), record.json());
  }
}
