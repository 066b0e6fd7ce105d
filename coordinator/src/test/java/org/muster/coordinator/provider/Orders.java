package org.muster.coordinator.provider;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.coordinator.core.spec.GroupSpec;
import org.muster.coordinator.core.spec.ProviderSpec;
import org.muster.coordinator.core.spec.Quorum;
import org.muster.protocol.ClusterName;
import org.muster.protocol.LaunchId;
import org.muster.protocol.NodeId;
import org.muster.protocol.Role;

/** Orders and specs for a cluster of one master and some workers. */
public final class Orders {
  public static final ClusterName DEMO = new ClusterName("demo");
  public static final NodeId MASTER = new NodeId("master-1");
  public static final NodeId WORKER = new NodeId("worker-1");
  public static final String TOKEN = "the-token-of-the-launch";

  private static final SortedMap<String, String> NONE = Collections.emptySortedMap();

  private Orders() {}

  public static LaunchOrder launch(long incarnation, String launch, int workers) {
    return launch(incarnation, launch, workers, Map.of());
  }

  public static LaunchOrder launch(
      long incarnation, String launch, int workers, Map<String, String> settings) {
    List<NodeOrder> nodes = new ArrayList<>();
    nodes.add(new NodeOrder(MASTER, Role.MASTER, "medium", 0, NONE));
    for (int i = 1; i <= workers; i++) {
      nodes.add(new NodeOrder(new NodeId("worker-" + i), Role.WORKER, "small", i, NONE));
    }
    return new LaunchOrder(
        DEMO,
        incarnation,
        new LaunchId(launch),
        provider(settings),
        nodes,
        new JoinData(
            List.of(URI.create("wss://127.0.0.1:1")),
            "sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            TOKEN));
  }

  public static Incarnation life(long incarnation) {
    return new Incarnation(DEMO, incarnation, provider(Map.of()));
  }

  private static ProviderSpec provider(Map<String, String> settings) {
    return new ProviderSpec("local", "process", new TreeMap<>(settings));
  }

  public static ClusterSpec spec(Map<String, String> settings, GroupSpec... groups) {
    return new ClusterSpec(
        DEMO,
        provider(settings),
        Quorum.parse("100%"),
        List.of(groups),
        List.of(),
        Map.of(),
        NONE,
        List.of(),
        "");
  }

  public static GroupSpec group(Role role, int count, String type) {
    return new GroupSpec(role, count, type, NONE);
  }
}
