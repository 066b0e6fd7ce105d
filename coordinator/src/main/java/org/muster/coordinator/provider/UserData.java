package org.muster.coordinator.provider;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Map;
import org.muster.protocol.ClusterName;
import org.muster.protocol.LaunchId;

/** What a node is told before it boots: the content of its agent's configuration. */
public record UserData(ClusterName cluster, LaunchId launch, JoinData join) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public UserData {
    requireNonNull(cluster, "cluster is null");
    requireNonNull(launch, "launch is null");
    requireNonNull(join, "join is null");
  }

  /**
   * The file for one node. It holds the join token: give it to nobody else.
   *
   * @param node what is said of this node alone, by the names that the agent knows
   */
  public String json(Map<String, ?> node) {
    return file(node).toPrettyString();
  }

  /** The same without a line break. */
  public String line(Map<String, ?> node) {
    return file(node).toString();
  }

  private ObjectNode file(Map<String, ?> node) {
    ObjectNode file = JSON.createObjectNode();
    file.set(
        "coordinators", JSON.valueToTree(join.coordinators().stream().map(URI::toString).toList()));
    file.put("caPin", join.caPin());
    file.put("cluster", cluster.value());
    file.put("launch", launch.value());
    file.put("token", join.token());
    node.forEach((name, value) -> file.set(name, JSON.valueToTree(value)));
    return file;
  }
}
