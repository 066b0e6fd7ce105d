package org.muster.benchmarks.swarm;

import java.time.Duration;
import java.util.List;

/** What an exercise works with. */
record Stage(
    String cluster,
    List<Node> nodes,
    Tally tally,
    CoordinatorProcess coordinator,
    Api api,
    Feed feed,
    Report report) {

  int agents() {
    return nodes.size();
  }

  /** Waits until every agent is connected. */
  Duration allConnected(Duration within) {
    return Patience.until(within, agents() + " agents", () -> tally.connected.get() >= agents());
  }
}
