package org.muster.coordinator.provider.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muster.coordinator.provider.PrivateFile;
import org.muster.crash.CrashPoint;

/** Starts the agents of nodes, each in a session of its own, and knows whether they live. */
final class Agents {
  private static final String SYSTEM_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final List<String> SMALL =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx48m", "-Xss512k");

  /** An archive that another Java made is not worth a line in each agent's log. */
  private static final List<String> QUIET = List.of("-Xlog:disable", "-Xlog:all=error:stderr");

  private final LocalSettings settings;
  private final ProcessTable processes;

  Agents(LocalSettings settings, ProcessTable processes) {
    this.settings = settings;
    this.processes = processes;
  }

  /** Whether the kernel was booted since the node's agent was last started. */
  boolean hasSleptThroughBoot(NodePlace node) throws IOException {
    Optional<AgentRecord> agent = recorded(node);
    return agent.isPresent() && !agent.get().bootId().equals(processes.bootId());
  }

  boolean isAlive(NodePlace node) throws IOException {
    Optional<AgentRecord> agent = recorded(node);
    return agent.isPresent() && processes.isAlive(agent.get());
  }

  /** Starts the agent, unless it runs: then it is written down, as it should have been. */
  void start(NodePlace node) throws IOException {
    if (isAlive(node)) {
      return;
    }
    Optional<NodeProcess> stray = findAgent(node);
    if (stray.isPresent()) {
      write(node, stray.get());
      return;
    }
    long pid = spawn(node);
    settings.crashes().passed(CrashPoint.AGENT_SPAWNED);
    Optional<NodeProcess> agent = processes.look(pid);
    if (agent.isPresent()) {
      write(node, agent.get());
    }
  }

  private long spawn(NodePlace node) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(node));
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", SYSTEM_PATH);
    environment.put("HOME", node.root().resolve("root").toString());
    environment.put("LANG", "C.UTF-8");
    environment.put("JAVA_HOME", settings.daemonJava().toString());
    environment.put("MUSTER_NODE_DIR", node.state().toString());
    return builder
        .directory(node.root().toFile())
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(node.agentLog().toFile()))
        .start()
        .pid();
  }

  private List<String> command(NodePlace node) {
    // setsid replaces itself, so that the number of its process is the agent's.
    List<String> command = new ArrayList<>(List.of("setsid", settings.java()));
    command.addAll(SMALL);
    settings
        .agentArchive()
        .ifPresent(
            archive -> {
              command.addAll(QUIET);
              command.add("-XX:SharedArchiveFile=" + archive);
            });
    command.addAll(List.of("-jar", settings.agentJar().toString()));
    command.addAll(toldTo(node.config()));
    return command;
  }

  private static List<String> toldTo(Path config) {
    return List.of("--config", config.toString());
  }

  /** An agent that was started just before the one who started it ended. */
  private Optional<NodeProcess> findAgent(NodePlace node) {
    if (!Files.exists(node.agentLog())) {
      return Optional.empty(); // none was ever started, so nobody needs to be looked for
    }
    String directory = node.state().toString();
    List<String> last = toldTo(node.config());
    return processes.ofNodes(directory::equals).stream()
        .filter(process -> endsWith(processes.command(process.pid()), last))
        .findFirst();
  }

  private static boolean endsWith(List<String> words, List<String> last) {
    int from = words.size() - last.size();
    return from >= 0 && words.subList(from, words.size()).equals(last);
  }

  private void write(NodePlace node, NodeProcess agent) throws IOException {
    AgentRecord agentRecord = new AgentRecord(agent.pid(), agent.startTime(), processes.bootId());
    PrivateFile.replace(node.agentPid(), agentRecord.json());
  }

  private static Optional<AgentRecord> recorded(NodePlace node) throws IOException {
    Optional<String> text = PrivateFile.read(node.agentPid());
    return text.isPresent() ? Optional.of(AgentRecord.parse(text.get())) : Optional.empty();
  }
}
