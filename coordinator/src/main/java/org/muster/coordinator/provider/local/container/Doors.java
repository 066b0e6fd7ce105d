package org.muster.coordinator.provider.local.container;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.muster.protocol.ClusterName;

/**
 * The coordinator's side of the ways into and out of the switches. They end with the coordinator;
 * the nodes' agents call again until it is back.
 */
final class Doors {
  private final Relay relay;
  private final Map<ClusterName, Closeable> forAgents = new HashMap<>();

  Doors() throws IOException {
    this.relay = Relay.start("muster-nodes");
  }

  /** Lets the agents of a cluster through to the coordinator's listener. */
  synchronized void openForAgents(SwitchPlace place, InetSocketAddress listener)
      throws IOException {
    ClusterName cluster = place.cluster().name();
    if (forAgents.containsKey(cluster) && Files.exists(place.agentsSocket())) {
      return;
    }
    closeForAgents(cluster);
    forAgents.put(
        cluster,
        relay.listen(UnixDomainSocketAddress.of(place.agentsSocket()), Route.To.plainly(listener)));
  }

  synchronized void close(ClusterName cluster) throws IOException {
    closeForAgents(cluster);
  }

  private void closeForAgents(ClusterName cluster) throws IOException {
    Closeable door = forAgents.remove(cluster);
    if (door != null) {
      door.close();
    }
  }
}
