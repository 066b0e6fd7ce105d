package org.muster.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Agents that somebody starts by hand, each with a root of its own below the test's folder. */
final class StaticAgents {
  private static final Path AGENT =
      Path.of(System.getProperty("muster.dist"), "agent", "muster-agent.jar");
  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;
  private final List<String> prefix;
  private final List<Process> started = new ArrayList<>();

  /** The prefix is what comes before {@code java}, such as {@code ip netns exec NAME}. */
  StaticAgents(Path folder, String... prefix) {
    this.folder = folder;
    this.prefix = List.of(prefix);
  }

  /**
   * Starts one with what {@code muster join-data} printed, but for its root: this machine's is not
   * the test's.
   *
   * @param instance its name; empty for that of the machine
   */
  Process start(JsonNode joinData, String instance, Map<String, String> environment)
      throws Exception {
    ObjectNode data = joinData.deepCopy();
    Path root = Files.createDirectories(folder.resolve("machine-" + instance));
    if (!instance.isEmpty()) {
      data.put("instance", instance);
    }
    data.put("root", root.toString());
    data.put("state", root.resolve("var/lib/muster").toString());
    Path config = Files.writeString(root.resolve("agent.json"), data.toString());
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", AGENT.toString(), "--config", config.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("MUSTER_NODE_DIR", root.resolve("var/lib/muster").toString());
    builder.environment().putAll(environment);
    Process agent =
        builder.redirectErrorStream(true).redirectOutput(log(instance).toFile()).start();
    started.add(agent);
    return agent;
  }

  static JsonNode read(Path joinData) throws Exception {
    return JSON.readTree(joinData.toFile());
  }

  Path log(String instance) {
    return folder.resolve("agent-%s.log".formatted(instance));
  }

  List<Process> all() {
    return List.copyOf(started);
  }

  void end() throws Exception {
    for (Process agent : started) {
      agent.destroyForcibly().waitFor();
    }
  }
}
