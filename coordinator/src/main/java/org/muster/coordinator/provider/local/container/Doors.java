package org.muster.coordinator.provider.local.container;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.muster.protocol.ClusterName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The coordinator's side of the ways into and out of the switches. They end with the coordinator;
 * the nodes' agents call again until it is back.
 */
final class Doors {
  private static final Logger log = LoggerFactory.getLogger(Doors.class);

  private final Relay relay;
  private final Map<ClusterName, Closeable> forAgents = new HashMap<>();
  private final Map<ClusterName, Map<InetSocketAddress, Closeable>> forPeople = new HashMap<>();
  private final Set<InetSocketAddress> taken = new HashSet<>();

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

  /**
   * Lets people through to where nodes listen, and closes the doors where none does any more.
   *
   * @param wanted by the address that people have, where a node listens
   */
  synchronized void openForPeople(
      SwitchPlace place, Map<InetSocketAddress, InetSocketAddress> wanted) throws IOException {
    Map<InetSocketAddress, Closeable> open =
        forPeople.computeIfAbsent(place.cluster().name(), cluster -> new HashMap<>());
    for (InetSocketAddress at : Set.copyOf(open.keySet())) {
      if (!wanted.containsKey(at)) {
        open.remove(at).close();
      }
    }
    UnixDomainSocketAddress nodes = UnixDomainSocketAddress.of(place.nodesSocket());
    for (Map.Entry<InetSocketAddress, InetSocketAddress> door : wanted.entrySet()) {
      if (!open.containsKey(door.getKey())) {
        open(door.getKey(), Route.To.through(nodes, door.getValue()), open);
      }
    }
  }

  /** Somebody else may have it: then this one page cannot be seen, and all else goes on. */
  private void open(InetSocketAddress at, Route route, Map<InetSocketAddress, Closeable> open) {
    try {
      open.put(at, relay.listen(at, route));
      taken.remove(at);
    } catch (IOException e) {
      if (taken.add(at)) {
        log.warn(
            "{} of this machine is taken, so the node cannot be seen there: {}", at, e.toString());
      }
    }
  }

  synchronized void close(ClusterName cluster) throws IOException {
    closeForAgents(cluster);
    Map<InetSocketAddress, Closeable> open = forPeople.remove(cluster);
    if (open != null) {
      for (Closeable door : open.values()) {
        door.close();
      }
    }
  }

  private void closeForAgents(ClusterName cluster) throws IOException {
    Closeable door = forAgents.remove(cluster);
    if (door != null) {
      door.close();
    }
  }
}
