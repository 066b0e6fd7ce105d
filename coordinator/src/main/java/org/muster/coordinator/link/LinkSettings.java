package org.muster.coordinator.link;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * How the agents' listener is set up.
 *
 * @param host what it binds
 * @param port 0 for any that is free
 * @param names host names and addresses that agents may use for it, for its certificate
 * @param loops how many event loops serve agents
 * @param pingEvery the pace of the heartbeat
 * @param joinWithin how long a connection may take until it has joined or said hello
 */
public record LinkSettings(
    String host, int port, List<String> names, int loops, Duration pingEvery, Duration joinWithin) {
  public LinkSettings {
    requireNonNull(host, "host is null");
    names = List.copyOf(names);
    requireNonNull(pingEvery, "pingEvery is null");
    requireNonNull(joinWithin, "joinWithin is null");
    if (loops < 1) {
      throw new IllegalArgumentException("%d event loops must be 1 or more".formatted(loops));
    }
  }

  /** For agents of this machine, with the pace that leases are made for. */
  public static LinkSettings onLoopback(int loops) {
    return new LinkSettings(
        "127.0.0.1", 0, List.of(), loops, Duration.ofSeconds(3), Duration.ofSeconds(10));
  }
}
