package org.muster.coordinator.link;

import org.muster.protocol.ClusterName;

/** Every event-bus address of the system, in one place. */
public final class Addresses {
  private Addresses() {}

  /** Where the controller of a cluster hears of its agents. */
  public static String controllerOf(ClusterName cluster) {
    return "muster.controller." + cluster;
  }

  /**
   * Where a coordinator takes what its agents shall be told. One address for all of them: one each
   * would have to be made known to every coordinator.
   */
  public static String agentsOf(String coordinator) {
    return "muster.agents." + coordinator;
  }
}
